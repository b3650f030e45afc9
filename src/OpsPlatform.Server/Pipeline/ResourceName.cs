using OpsPlatform.Domain.Partners;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// A resource name taken apart: <c>workspaces/acme/budgets/q4/reservations/r1</c> lies in the workspace <c>acme</c>, in the stream
/// <c>budgets/q4</c>, as its child <c>reservations/r1</c>. What admins have to do with lies in <c>platform</c>, and its names do not say so:
/// <c>clients/acme-ops/grants/acme</c>.
/// </summary>
internal readonly record struct ResourceName(string Workspace, string Stream, string Child)
{
    private static readonly string[] AdminCollections = ["workspaces/", "partners/", "clients/", "quotas/"];

    /// <summary>The document's id below the workspace.</summary>
    public string Id => Child.Length == 0 ? Stream : $"{Stream}/{Child}";

    /// <summary>The name of the stream's own resource.</summary>
    public string Root => RootOf(Workspace, Stream);

    public static string RootOf(string workspace, string stream) =>
        workspace == WorkspaceDecider.Platform && Array.Exists(AdminCollections, collection => stream.StartsWith(collection, StringComparison.Ordinal)) ? stream : $"workspaces/{workspace}/{stream}";

    /// <summary>Null for what is no name of a workspace or of something in one; the field rules say what is wrong with it.</summary>
    public static ResourceName? Parse(string name) =>
        Parts(name, most: 6) is ["workspaces", var workspace, .. var rest] ? Of(workspace, rest) : null;

    /// <summary>Null for what no admin has to do with.</summary>
    public static ResourceName? ParsePlatform(string name) => Parts(name, most: 4) is { } parts ? Of(WorkspaceDecider.Platform, parts) : null;

    private static ResourceName Of(string workspace, string[] parts) => new(
        workspace,
        parts.Length > 0 ? $"{parts[0]}/{parts[1]}" : "",
        parts.Length > 2 ? $"{parts[2]}/{parts[3]}" : "");

    private static string[]? Parts(string name, int most)
    {
        var parts = name.Split('/');
        return parts.Length > most || parts.Length % 2 != 0 || Array.Exists(parts, string.IsNullOrEmpty) ? null : parts;
    }
}
