namespace OpsPlatform.EventStore;

/// <summary>What a batch of a projection came to.</summary>
/// <param name="HasMore">Whether to go on at once.</param>
/// <param name="Events">How many events were folded into documents.</param>
/// <param name="Stopped">Why it goes no further, if it stopped.</param>
/// <param name="IsSwapped">Whether rebuilt documents have taken the place of those that were read.</param>
public sealed record ProjectionAdvance(bool HasMore, int Events = 0, ProjectionError? Stopped = null, bool IsSwapped = false)
{
    internal static ProjectionAdvance Nothing { get; } = new(HasMore: false);

    internal ProjectionAdvance And(ProjectionAdvance other) => new(HasMore || other.HasMore, Events + other.Events, Stopped ?? other.Stopped, IsSwapped || other.IsSwapped);
}
