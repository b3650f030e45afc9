using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Approvals.V1;

namespace OpsPlatform.Client;

/// <summary>The name of an approval: <c>workspaces/{workspace}/approvals/{approval}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Approval">The id of the approval.</param>
public sealed record ApprovalName(string Workspace, string Approval)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Approval.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string approval) => Pattern.Format(workspace, approval);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static ApprovalName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out ApprovalName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Approval);

    private static ApprovalName Of(string[] ids) => new(ids[0], ids[1]);
}
