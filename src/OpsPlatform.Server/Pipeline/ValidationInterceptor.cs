using Google.Protobuf;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Pipeline;

/// <summary>Holds each request against the rules that stand beside its fields in the protos.</summary>
internal sealed class ValidationInterceptor : CheckInterceptor
{
    private readonly MessageValidator _validator;

    public ValidationInterceptor(RpcMethods methods, TimeProvider time)
    {
        _validator = new MessageValidator(time);
        foreach (var method in methods.All)
            _validator.Compile(method.Descriptor.InputType);
    }

    protected override void CheckMessage(RpcCall call, IMessage request)
    {
        var violations = _validator.Validate(request);
        if (call.Method.Updated is { } updated)
            violations = updated.Concerning(request, violations);
        if (violations.Count > 0)
            throw new InvalidRequestException(violations);
    }
}

/// <summary>The request breaks rules of its fields; all of them are told at once.</summary>
internal sealed class InvalidRequestException(IReadOnlyList<FieldViolation> violations) : Exception("The request breaks rules of its fields.")
{
    public IReadOnlyList<FieldViolation> Violations { get; } = violations;
}
