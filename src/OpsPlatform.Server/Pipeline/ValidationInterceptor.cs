using Google.Protobuf;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Pipeline;

/// <summary>Holds each request against the rules that stand beside its fields in the protos.</summary>
internal sealed class ValidationInterceptor(RpcMethods methods, TimeProvider time) : CheckInterceptor
{
    private readonly Dictionary<string, MessageValidator> _validators = methods.All.Select(method => method.Descriptor.InputType)
        .Distinct().ToDictionary(input => input.FullName, input => MessageValidator.Compile(input, time));

    protected override void CheckRequest(RpcCall call, IMessage request)
    {
        if (_validators[request.Descriptor.FullName].Validate(request) is { Count: > 0 } violations)
            throw new InvalidRequestException(violations);
    }
}

/// <summary>The request breaks rules of its fields; all of them are told at once.</summary>
internal sealed class InvalidRequestException(IReadOnlyList<FieldViolation> violations) : Exception("The request breaks rules of its fields.")
{
    public IReadOnlyList<FieldViolation> Violations { get; } = violations;
}
