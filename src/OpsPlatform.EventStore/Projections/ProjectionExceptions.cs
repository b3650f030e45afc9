namespace OpsPlatform.EventStore;

/// <summary>An event of a type that this version of the program does not know: a newer one has written it.</summary>
public sealed class UnknownEventTypeException(string alias)
    : InvalidOperationException($"The store holds an event of type '{alias}', which this version of the program does not know.");

/// <summary>A projection asked for a document that it had not named as concerned.</summary>
public sealed class UnexpectedDocumentException(string type) : InvalidOperationException($"The projection did not name the {type} that it asks for as concerned by the event.");

/// <summary>The request is on record, by an earlier call or a concurrent one: answer what it was answered.</summary>
public sealed class RequestRecordedException() : Exception("The request was handled by another call.");

/// <summary>A projection made a document that cannot be written.</summary>
public sealed class UnstorableDocumentException(Exception inner) : Exception(inner.Message, inner);
