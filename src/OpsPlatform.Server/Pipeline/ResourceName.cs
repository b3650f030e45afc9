namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// A resource name taken apart: <c>workspaces/acme/budgets/q4/reservations/r1</c> lies in the workspace <c>acme</c>, in the stream
/// <c>budgets/q4</c>, as its child <c>reservations/r1</c>.
/// </summary>
internal readonly record struct ResourceName(string Workspace, string Stream, string Child)
{
    /// <summary>The document's id below the workspace.</summary>
    public string Id => Child.Length == 0 ? Stream : $"{Stream}/{Child}";

    /// <summary>The name of the stream's own resource.</summary>
    public string Root => $"workspaces/{Workspace}/{Stream}";

    /// <summary>Null for what is no name of a workspace or of something in one; the field rules say what is wrong with it.</summary>
    public static ResourceName? Parse(string name)
    {
        var parts = name.Split('/');
        if (parts.Length is 0 or > 6 || parts.Length % 2 != 0 || parts[0] != "workspaces" || Array.Exists(parts, string.IsNullOrEmpty))
            return null;
        return new ResourceName(
            parts[1],
            parts.Length > 2 ? $"{parts[2]}/{parts[3]}" : "",
            parts.Length > 4 ? $"{parts[4]}/{parts[5]}" : "");
    }
}
