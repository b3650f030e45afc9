namespace OpsPlatform.Server.Validation;

/// <summary>A field's rule that this server does not enforce. It ends the start, because a rule that is published and not held is a lie.</summary>
public sealed class InvalidRuleException(string place, string problem) : Exception($"The rules of {place} cannot be enforced: {problem}");
