using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Accounts.V1;

namespace OpsPlatform.Client;

/// <summary>The name of an account: <c>workspaces/{workspace}/accounts/{account}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Account">The id of the account.</param>
public sealed record AccountName(string Workspace, string Account)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Account.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string account) => Pattern.Format(workspace, account);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static AccountName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out AccountName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Account);

    private static AccountName Of(string[] ids) => new(ids[0], ids[1]);
}
