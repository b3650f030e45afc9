using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Approvals.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a policy: <c>workspaces/{workspace}/policies/{policy}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Policy">The id of the policy.</param>
public sealed record ApprovalPolicyName(string Workspace, string Policy)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.ApprovalPolicy.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string policy) => Pattern.Format(workspace, policy);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static ApprovalPolicyName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out ApprovalPolicyName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Policy);

    private static ApprovalPolicyName Of(string[] ids) => new(ids[0], ids[1]);
}
