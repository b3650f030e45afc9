using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a hold on a campaign: <c>workspaces/{workspace}/campaigns/{campaign}/experiments/{experiment}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Campaign">The id of the campaign.</param>
/// <param name="Experiment">The id of the experiment.</param>
public sealed record ExperimentName(string Workspace, string Campaign, string Experiment)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Experiment.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string campaign, string experiment) => Pattern.Format(workspace, campaign, experiment);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static ExperimentName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out ExperimentName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Campaign, Experiment);

    private static ExperimentName Of(string[] ids) => new(ids[0], ids[1], ids[2]);
}
