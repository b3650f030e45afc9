namespace OpsPlatform.EventStore;

/// <summary>That a client's request was handled, and how it was answered.</summary>
/// <param name="Fingerprint">A digest of the request, to recognise the same id with another body.</param>
/// <param name="Response">The answer in binary form.</param>
public sealed record RequestRecord(string Client, Guid RequestId, string Method, ReadOnlyMemory<byte> Fingerprint, ReadOnlyMemory<byte> Response);
