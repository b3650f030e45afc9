namespace OpsPlatform.EventStore;

/// <param name="Type">The stored type of the events.</param>
/// <param name="Group">The text that they have in common.</param>
public sealed record EventSum(string Type, string Group, decimal Sum);
