namespace OpsPlatform.EventStore;

/// <summary>A batch of events folded into documents, ready to be committed if nobody else has done it.</summary>
/// <param name="From">The position that the documents were loaded at; null where the projection begins in this workspace.</param>
/// <param name="To">The position that they contain.</param>
/// <param name="Error">Why it is to stop there, if it is.</param>
internal sealed record ProjectionStep(string Tenant, Projection Projection, bool IsServed, long? From, long To, ProjectedDocuments Documents, ProjectionError? Error, DateTimeOffset Time);
