using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Alerts.V1;

namespace OpsPlatform.Client;

/// <summary>The name of an incident: <c>workspaces/{workspace}/incidents/{incident}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Incident">The id of the incident.</param>
public sealed record IncidentName(string Workspace, string Incident)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Incident.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string incident) => Pattern.Format(workspace, incident);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static IncidentName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out IncidentName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Incident);

    private static IncidentName Of(string[] ids) => new(ids[0], ids[1]);
}
