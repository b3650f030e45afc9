using Google.Protobuf;

namespace OpsPlatform.Server.Validation;

/// <summary>Finds rules that our transcription of <c>buf.validate</c> does not know, such as those written in CEL.</summary>
internal static class KnownRules
{
    /// <exception cref="InvalidRuleException">There are some.</exception>
    public static void Demand(IMessage rules, string place)
    {
        var known = rules.Descriptor.Parser.WithDiscardUnknownFields(true).ParseFrom(rules.ToByteArray());
        if (known.CalculateSize() != rules.CalculateSize())
            throw new InvalidRuleException(place, "they have a part that this server does not know, such as CEL.");
    }
}
