using Google.Protobuf;

namespace OpsPlatform.Server.Validation;

/// <summary>All checks of one message type. Types that contain themselves have plans that do.</summary>
internal sealed class MessagePlan
{
    private Check<IMessage>[]? _checks;

    /// <summary>Known once the plan is complete: nothing of the message has to be looked at.</summary>
    public bool IsEmpty => _checks is { Length: 0 };

    public void Complete(IEnumerable<Check<IMessage>?> checks) => _checks = [.. checks.OfType<Check<IMessage>>()];

    public void Check(IMessage message, Findings findings) => findings.Descend(message, _checks!);
}
