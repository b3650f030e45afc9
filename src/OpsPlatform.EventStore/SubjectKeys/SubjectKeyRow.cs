namespace OpsPlatform.EventStore;

/// <summary>The key of a data subject in a workspace, or what is left of it.</summary>
/// <param name="Subject">A digest of the subject's id.</param>
/// <param name="KeyId">Null for a subject that was erased without ever having had a key.</param>
/// <param name="Key">The key as it is stored; null once it is destroyed.</param>
/// <param name="WrappedBy">Which key the stored one is wrapped under; null when it is in clear or destroyed.</param>
/// <param name="Erased">When the subject was erased; null while it is not.</param>
public sealed record SubjectKeyRow(ReadOnlyMemory<byte> Subject, Guid? KeyId, ReadOnlyMemory<byte>? Key, string? WrappedBy, DateTimeOffset? Erased);

/// <summary>That a subject is erased.</summary>
/// <param name="KeyId">The key that it had, as far as known.</param>
public sealed record SubjectErasure(ReadOnlyMemory<byte> Subject, Guid? KeyId, DateTimeOffset Time);
