using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace OpsPlatform.Client.Tests.Scripted;

/// <summary>Failures as the platform sends them, and as it should not.</summary>
internal static class Refused
{
    public static RpcException With(StatusCode code, string reason = "", TimeSpan? retryDelay = null, params IMessage[] details)
    {
        var status = new Status { Code = (int)code, Message = "In English." };
        if (reason.Length > 0)
            status.Details.Add(Any.Pack(new ErrorInfo { Type = reason, Domain = "opsplatform" }));
        if (retryDelay is { } delay)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        status.Details.AddRange(details.Select(Any.Pack));
        return Raw(code, status.ToByteArray());
    }

    public static RpcException Raw(StatusCode code, byte[] details) =>
        new(new Grpc.Core.Status(code, "In English."), new Metadata { { "grpc-status-details-bin", details } });

    public static RpcException Pushback(string value) =>
        new(new Grpc.Core.Status(StatusCode.Unavailable, "Not now."), new Metadata { { "grpc-retry-pushback-ms", value } });
}
