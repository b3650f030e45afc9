using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using OpsPlatform.Api.V1;
using Status = Google.Rpc.Status;

namespace OpsPlatform.Server.Tests;

/// <summary>What a caller learns from a call that failed.</summary>
internal sealed record RpcError(StatusCode Code, string Message, Status Status, Metadata Trailers)
{
    public ErrorInfo Info => Detail<ErrorInfo>().ShouldNotBeNull();

    /// <summary>The name of the reason, which this version of the package still calls the type.</summary>
    public string Reason => Info.Type;

    /// <summary>The fields that are complained of.</summary>
    public IEnumerable<string> Fields => Detail<BadRequest>()?.FieldViolations.Select(violation => violation.Field) ?? [];

    public string Localized => Detail<LocalizedMessage>().ShouldNotBeNull().Message;

    public static RpcError Of(RpcException e)
    {
        var details = e.Trailers.GetValueBytes("grpc-status-details-bin").ShouldNotBeNull($"{e.Status} has no details");
        return new RpcError(e.StatusCode, e.Status.Detail, Status.Parser.ParseFrom(details), e.Trailers);
    }

    public T? Detail<T>()
        where T : class, IMessage<T>, new() => Status.Details.FirstOrDefault(detail => detail.Is(new T().Descriptor))?.Unpack<T>();
}

internal static class RpcErrors
{
    private static readonly EnumDescriptor Reasons = ErrorReasonReflection.Descriptor.EnumTypes.Single();

    public static string WireName(this ErrorReason reason) => Reasons.FindValueByNumber((int)reason).Name;

    public static ErrorTemplate Template(this ErrorReason reason) => Reasons.FindValueByNumber((int)reason).GetOptions().GetExtension(ErrorReasonExtensions.Error);

    /// <summary>The call fails for this reason, in all the words that belong to it.</summary>
    public static async Task<RpcError> Refused<T>(this AsyncUnaryCall<T> call, ErrorReason reason)
    {
        var error = RpcError.Of(await Should.ThrowAsync<RpcException>(call.ResponseAsync));
        error.Reason.ShouldBe(reason.WireName(), error.Message);
        error.Code.ShouldBe((StatusCode)reason.Template().Code);
        (error.Status.Code, error.Status.Message).ShouldBe(((int)error.Code, error.Message));
        error.Info.Domain.ShouldBe("opsplatform");
        return error;
    }

    /// <summary>Null when the call succeeds.</summary>
    public static async Task<RpcError?> Outcome<T>(this AsyncUnaryCall<T> call)
    {
        try
        {
            await call.ResponseAsync;
            return null;
        }
        catch (RpcException e)
        {
            return RpcError.Of(e);
        }
    }
}
