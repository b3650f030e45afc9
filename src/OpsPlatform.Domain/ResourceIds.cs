namespace OpsPlatform.Domain;

/// <summary>What names end with.</summary>
public static class ResourceIds
{
    /// <summary>The last part of a name, by which its collection knows it: <c>workspaces/acme/budgets/q4</c> is <c>q4</c>.</summary>
    public static string LastId(this string name) => name[(name.LastIndexOf('/') + 1)..];
}
