namespace OpsPlatform.Domain;

/// <summary>What a decision may know beside the state and the request. Deciders have no clock and make up no ids.</summary>
/// <param name="Time">When the decision is taken, to the microsecond, as the database keeps it.</param>
/// <param name="Principal">Who asks.</param>
/// <param name="Id">The id of the resource that the request creates: the caller's choice, or made by the server.</param>
/// <param name="NewId">Makes an id for whatever else the decision creates.</param>
public sealed record DecisionContext(DateTimeOffset Time, string Principal, string Id, Func<string> NewId)
{
    /// <summary>The approval under which it is decided, by its full name; empty for none.</summary>
    public string Approval { get; init; } = "";

    /// <summary>The permission that whoever gave the approval has been asked for; empty for none.</summary>
    public string ApprovedPermission { get; init; } = "";

    /// <summary>When only the outcome is asked for, what stands against it; null when it is to happen.</summary>
    public ICollection<Refusal>? Objections { get; init; }

    /// <summary>Refuses, unless only the outcome is asked for: then it is shown what it would come to.</summary>
    public void Contradict(Refusal objection)
    {
        if (Objections is null)
            throw objection;
        Objections.Add(objection);
    }
}
