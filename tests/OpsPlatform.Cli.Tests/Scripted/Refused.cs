using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace OpsPlatform.Cli.Tests.Scripted;

/// <summary>A refusal as the platform sends it: its reason, facts and fields in the trailer.</summary>
internal static class Refused
{
    internal static RpcException By(
        StatusCode code, string reason, string message, (string Name, string Value)[]? facts = null, (string Field, string Description)[]? fields = null)
    {
        // Field 1 is `reason` in today's error_details.proto; this version of the package still calls it by its first name.
        var info = new ErrorInfo { Type = reason, Domain = "opsplatform" };
        foreach (var (name, value) in facts ?? [])
            info.Metadata[name] = value;
        var status = new Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        if (fields is not null)
        {
            var request = new BadRequest();
            request.FieldViolations.Add(fields.Select(field => new BadRequest.Types.FieldViolation { Field = field.Field, Description = field.Description }));
            status.Details.Add(Any.Pack(request));
        }

        return new RpcException(new Grpc.Core.Status(code, message), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
    }
}
