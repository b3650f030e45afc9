namespace OpsPlatform.EventStore;

/// <summary>A share of a quota, which its node may use without asking again.</summary>
/// <param name="Granted">How much of what was wanted.</param>
/// <param name="Remaining">What nobody has taken.</param>
/// <param name="Wait">Until there is something again; zero while there is.</param>
/// <param name="Reset">Until the quota is whole again.</param>
public sealed record QuotaLease(long Granted, long Remaining, TimeSpan Wait, TimeSpan Reset);

/// <summary>Calls of a client on a day (UTC), of one permission group.</summary>
public sealed record UsageRow(string Client, DateOnly Day, string Group, long Calls, long Refused);
