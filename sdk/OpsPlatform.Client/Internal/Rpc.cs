using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Client.Internal;

/// <summary>What the protos say about an rpc. Nothing is known of one that has no rule, or whose request is declared in another file than its service.</summary>
internal sealed class Rpc
{
    private static readonly ConcurrentDictionary<string, Rpc> Known = new();

    private readonly FieldDescriptor? _requestId;

    private Rpc(IMethod method, IMessage? request)
    {
        var descriptor = request?.Descriptor.File.Services.FirstOrDefault(service => service.FullName == method.ServiceName)?.FindMethodByName(method.Name);
        var kind = descriptor?.GetOptions()?.GetExtension(RuleExtensions.Rule)?.Kind;
        if (kind == Rule.Types.Kind.Write)
            _requestId = request!.Descriptor.FindFieldByName("request_id");
        IsRepeatable = kind == Rule.Types.Kind.Read || _requestId is not null;
    }

    /// <summary>Whether sending the call twice does no more than sending it once.</summary>
    public bool IsRepeatable { get; }

    public static Rpc Of<TRequest>(IMethod method, TRequest request) =>
        Known.TryGetValue(method.FullName, out var rpc) ? rpc : Known.GetOrAdd(method.FullName, new Rpc(method, request as IMessage));

    /// <summary>The request to send and its <c>request_id</c>: a write is copied, so that each attempt sends the same, and gets an id when it has none.</summary>
    public (TRequest Request, string RequestId) Prepare<TRequest>(TRequest request)
    {
        if (_requestId is null)
            return (request, "");
        var copy = ((IDeepCloneable<TRequest>)request!).Clone();
        var message = (IMessage)copy!;
        var id = (string)_requestId.Accessor.GetValue(message);
        if (id.Length == 0)
        {
            // Version 7 grows with time, which keeps the platform's index of request ids compact.
            id = Guid.CreateVersion7().ToString();
            _requestId.Accessor.SetValue(message, id);
        }

        return (copy, id);
    }
}
