using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Server.Tests;

/// <summary>Calls rpcs by their descriptors, for what holds for each of them and for services whose stubs the tests do not have.</summary>
internal static class Rpc
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    /// <summary>Every rpc of the platform.</summary>
    public static IEnumerable<MethodDescriptor> All => Services.SelectMany(service => service.Methods);

    /// <summary>Found in what is published, so that a new service is covered without anybody's doing.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [
        .. typeof(BudgetService).Assembly.GetExportedTypes()
            .Select(type => type.GetProperty("Descriptor", typeof(ServiceDescriptor))?.GetValue(null)).OfType<ServiceDescriptor>()
            .Where(service => service.File.Package.StartsWith("opsplatform."))
            .OrderBy(service => service.FullName, StringComparer.Ordinal),
    ];

    public static IEnumerable<string> Names => All.Select(ShortName);

    /// <summary>With its service's where another service has one that is called the same.</summary>
    public static string ShortName(this MethodDescriptor method) => All.Count(other => other.Name == method.Name) == 1 ? method.Name : $"{method.Service.Name}.{method.Name}";

    public static MethodDescriptor Named(string name) => All.Single(method => method.ShortName() == name);

    public static bool Writes(this MethodDescriptor method) => method.InputType.FindFieldByName("request_id") is not null;

    public static Method<IMessage, IMessage> Typed(this MethodDescriptor method) => new(
        method.IsClientStreaming ? MethodType.DuplexStreaming : method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary,
        method.Service.FullName,
        method.Name,
        Marshallers.Create<IMessage>(message => message.ToByteArray(), method.InputType.Parser.ParseFrom),
        Marshallers.Create<IMessage>(message => message.ToByteArray(), method.OutputType.Parser.ParseFrom));

    /// <summary>A stream of the server's counts as its last message.</summary>
    public static AsyncUnaryCall<IMessage> Call(this CallInvoker invoker, MethodDescriptor method, IMessage request, CallOptions options = default)
    {
        if (!method.IsServerStreaming)
            return invoker.AsyncUnaryCall(method.Typed(), null, options, request);
        var stream = invoker.AsyncServerStreamingCall(method.Typed(), null, options, request);
        return new AsyncUnaryCall<IMessage>(Last(stream.ResponseStream), stream.ResponseHeadersAsync, stream.GetStatus, stream.GetTrailers, stream.Dispose);
    }

    /// <summary>Sends bytes for a message, whatever they are.</summary>
    public static AsyncUnaryCall<byte[]> Send(this CallInvoker invoker, MethodDescriptor method, byte[] request, CallOptions options = default) =>
        invoker.AsyncUnaryCall(new Method<byte[], byte[]>(MethodType.Unary, method.Service.FullName, method.Name, Bytes, Bytes), null, options, request);

    public static Rule Rule(this MethodDescriptor method) => method.GetOptions().GetExtension(RuleExtensions.Rule);

    /// <summary>A request that breaks no rule of its fields, for the resource that is named by id.</summary>
    public static IMessage Request(this MethodDescriptor method, string workspace, string budget, string child) => RequestValues.Message(method.InputType, new(workspace, budget, child));

    private static async Task<IMessage> Last(IAsyncStreamReader<IMessage> stream)
    {
        IMessage? last = null;
        while (await stream.MoveNext(CancellationToken.None))
            last = stream.Current;
        return last.ShouldNotBeNull();
    }
}
