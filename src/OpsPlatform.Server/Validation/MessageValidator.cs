using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Server.Validation;

/// <summary>
/// Holds requests to the standard rules of <c>buf.validate</c> that their protos publish, and to the forms that no request may
/// break whatever its rules (see <see cref="WellFormed"/>). Each message type is compiled once.
/// </summary>
/// <remarks>Fields that are OUTPUT_ONLY are passed over with all that is in them: what a caller writes there is ignored (AIP-203), so it is not refused either.</remarks>
internal sealed class MessageValidator(TimeProvider clock)
{
    private readonly PlanCompiler _compiler = new(clock);
    private readonly ConcurrentDictionary<MessageDescriptor, MessagePlan> _plans = [];

    /// <summary>Compiles a type ahead, so that a rule which cannot be enforced ends the start instead of a call.</summary>
    /// <exception cref="InvalidRuleException">A rule is unknown, does not fit its field, or cannot be compiled.</exception>
    public void Compile(MessageDescriptor type) => _plans.GetOrAdd(type, Compiled);

    /// <summary>All rules that the message breaks, at most <see cref="Findings.MostViolations"/>; empty when it breaks none.</summary>
    public IReadOnlyList<FieldViolation> Validate(IMessage message)
    {
        var findings = new Findings();
        _plans.GetOrAdd(message.Descriptor, Compiled).Check(message, findings);
        return findings.Violations;
    }

    private MessagePlan Compiled(MessageDescriptor type)
    {
        lock (_compiler)
            return _compiler.Plan(type);
    }
}
