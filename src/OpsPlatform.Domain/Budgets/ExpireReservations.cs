namespace OpsPlatform.Domain.Budgets;

/// <summary>What the platform tells itself when the time of holds is over. It may tell late, twice, or too early: only what is due expires.</summary>
/// <param name="Reservations">The ids of the reservations within their budget.</param>
public sealed record ExpireReservations(IReadOnlyList<string> Reservations);
