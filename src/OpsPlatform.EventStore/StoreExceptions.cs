namespace OpsPlatform.EventStore;

/// <summary>The database cannot be reached or takes no work. Nothing was stored; trying again can help.</summary>
public sealed class StoreUnavailableException(Exception inner) : Exception("The database is not available.", inner);

/// <summary>The connection died while the database was committing: it is stored wholly or not at all, and only asking again tells.</summary>
public sealed class OutcomeUnknownException(Exception inner) : Exception("The connection to the database was lost before it said whether it had committed.", inner);

/// <summary>The database's schema does not fit this program.</summary>
public sealed class SchemaMismatchException(string message) : Exception(message);

/// <summary>A text holds U+0000, which PostgreSQL cannot store.</summary>
public sealed class UnstorableTextException(Exception? inner = null) : Exception("A text holds the character U+0000, which cannot be stored.", inner);

/// <summary>More is waiting to be committed than the store keeps in memory. Nothing was stored; trying again in a moment can help.</summary>
public sealed class StoreBusyException() : Exception("Too much is waiting to be committed.");
