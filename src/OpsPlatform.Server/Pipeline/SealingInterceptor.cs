using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Personal;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// Takes what is <c>sealed_into</c> another field out of requests, after the validation and before all that keeps anything: the record of the
/// request, an approval that holds it, the events. Whoever comes later sees it sealed.
/// </summary>
internal sealed class SealingInterceptor(RpcMethods methods, Seals seals) : Interceptor
{
    private readonly Dictionary<MessageDescriptor, (FieldDescriptor Content, FieldDescriptor Sealed)[]> _fields = methods.All
        .Select(method => (Method: method, Fields: Of(method.Descriptor.InputType)))
        .Where(each => each.Fields.Length > 0)
        .Select(each => each.Method.IsStream ? throw new InvalidOperationException($"{each.Method.FullName} is a stream, and what is sealed_into another field is only taken out of single requests.") : each)
        .DistinctBy(each => each.Method.Descriptor.InputType)
        .ToDictionary(each => each.Method.Descriptor.InputType, each => each.Fields);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (RpcCall.Find(context) is { } call && request is IMessage message && _fields.TryGetValue(message.Descriptor, out var fields))
            await SealAsync(call, message, fields, context.CancellationToken);
        return await continuation(request, context);
    }

    private async Task SealAsync(RpcCall call, IMessage request, (FieldDescriptor Content, FieldDescriptor Sealed)[] fields, CancellationToken cancellation)
    {
        // A repeat has to be sealed as the first one was. What is sent without a request id is no repeat of anything.
        var id = call.Method.RequestId(request) is { Length: > 0 } given ? given : $"{Guid.NewGuid()}";
        var (target, missing) = (call.Method.Target(request)!.Value with { Workspace = call.Workspace }, call.Method.ValidateOnly(request) ? MissingKeys.Throwaway : MissingKeys.Kept);
        foreach (var (content, into) in fields)
        {
            var sealedText = content.Accessor.GetValue(request) is IMessage message ? await seals.SealAsync(target, message, $"{call.Caller!.ClientId}/{id}", missing, cancellation) : "";
            content.Accessor.Clear(request);
            into.Accessor.SetValue(request, sealedText);
        }
    }

    private static (FieldDescriptor Content, FieldDescriptor Sealed)[] Of(MessageDescriptor type) =>
    [
        .. type.Fields.InDeclarationOrder()
            .Select(field => (Content: field, Into: field.GetOptions()?.GetExtension(RuleExtensions.SealedInto) ?? ""))
            .Where(field => field.Into.Length > 0)
            .Select(field => (field.Content, type.FindFieldByName(field.Into) ?? throw new InvalidOperationException($"{field.Content.FullName} is sealed into {field.Into}, which its message does not have."))),
    ];
}
