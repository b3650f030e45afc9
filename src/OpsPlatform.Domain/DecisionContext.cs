namespace OpsPlatform.Domain;

/// <summary>What a decision may know beside the state and the request. Deciders have no clock and make up no ids.</summary>
/// <param name="Time">When the decision is taken, to the microsecond, as the database keeps it.</param>
/// <param name="Principal">Who asks.</param>
/// <param name="Id">The id of the resource that the request creates: the caller's choice, or made by the server.</param>
/// <param name="NewId">Makes an id for whatever else the decision creates.</param>
public sealed record DecisionContext(DateTimeOffset Time, string Principal, string Id, Func<string> NewId);
