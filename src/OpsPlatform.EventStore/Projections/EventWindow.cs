namespace OpsPlatform.EventStore;

/// <summary>The events of a workspace that a projection reads, up to a position.</summary>
/// <param name="To">The position that is reached with them: those in between that are not among them are of no concern.</param>
/// <param name="Unreadable">The event after them, where it cannot be decoded; the window then ends before it.</param>
internal sealed record EventWindow(IReadOnlyList<StoredEvent> Events, long To, PoisonEvent? Unreadable);

/// <summary>An event that a projection cannot get past.</summary>
internal sealed record PoisonEvent(long Position, Guid Id, string Type, Exception Cause)
{
    /// <summary>Exceptions of others may tell what the event says; of them only the type and the place are kept.</summary>
    public ProjectionError Error(DateTimeOffset time) => new(Cause.GetType().Name, Message, Position, Id, time);

    private string Message => Cause is UnknownEventTypeException or UnexpectedDocumentException
        ? Cause.Message
        : $"{Cause.GetType().Name} in {Place} on an event of type '{Type}'.";

    private string Place => Cause.TargetSite is { } method ? $"{method.DeclaringType?.Name}.{method.Name}" : "an unknown place";
}
