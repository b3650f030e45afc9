using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Budgets.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a hold on a budget: <c>workspaces/{workspace}/budgets/{budget}/reservations/{reservation}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Budget">The id of the budget.</param>
/// <param name="Reservation">The id of the reservation.</param>
public sealed record ReservationName(string Workspace, string Budget, string Reservation)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Reservation.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string budget, string reservation) => Pattern.Format(workspace, budget, reservation);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static ReservationName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out ReservationName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Budget, Reservation);

    private static ReservationName Of(string[] ids) => new(ids[0], ids[1], ids[2]);
}
