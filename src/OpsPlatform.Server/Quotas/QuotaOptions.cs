using Microsoft.Extensions.Options;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Quotas;

/// <summary>The section `Quotas` of the configuration: what holds for whoever has no quota of its own. 0, the default, is no limit.</summary>
internal sealed class QuotaOptions
{
    public const string Section = "Quotas";

    /// <summary>Calls a second of each client, on average.</summary>
    public int ClientPerSecond { get; set; }

    /// <summary>Calls of a client at once; by default as many as in a second.</summary>
    public int ClientBurst { get; set; }

    /// <summary>Calls a second in each workspace, of all clients together, on average.</summary>
    public int WorkspacePerSecond { get; set; }

    /// <summary>Calls in a workspace at once; by default as many as in a second.</summary>
    public int WorkspaceBurst { get; set; }

    /// <summary>Open streams of each client on one node.</summary>
    public int ClientStreams { get; set; }

    /// <summary>Open streams of all clients on one node.</summary>
    public int NodeStreams { get; set; }

    /// <summary>Calls of each client a day (UTC), by permission group, such as `budgets.write`.</summary>
    public Dictionary<string, long> Daily { get; } = [];
}

/// <summary>Refuses to start on settings that would limit nothing, or other things than meant.</summary>
internal sealed class QuotaOptionsValidation(RpcMethods methods) : IValidateOptions<QuotaOptions>
{
    public ValidateOptionsResult Validate(string? name, QuotaOptions options)
    {
        (string Name, long Value)[] numbers =
        [
            (nameof(options.ClientPerSecond), options.ClientPerSecond),
            (nameof(options.ClientBurst), options.ClientBurst),
            (nameof(options.WorkspacePerSecond), options.WorkspacePerSecond),
            (nameof(options.WorkspaceBurst), options.WorkspaceBurst),
            (nameof(options.ClientStreams), options.ClientStreams),
            (nameof(options.NodeStreams), options.NodeStreams),
            .. options.Daily.Select(daily => ($"Daily:{daily.Key}", daily.Value)),
        ];
        var groups = methods.All.Select(method => method.QuotaGroup).Distinct().Order(StringComparer.Ordinal).ToArray();
        string[] problems =
        [
            .. numbers.Where(number => number.Value < 0).Select(number => $"Quotas:{number.Name} is {number.Value}. Give 0 for no limit, or a number above it."),
            .. options.Daily.Keys.Except(groups).Select(group => $"Quotas:Daily:{group} is no permission group. The groups: {string.Join(", ", groups)}."),
            .. BurstProblems("Client", options.ClientPerSecond, options.ClientBurst),
            .. BurstProblems("Workspace", options.WorkspacePerSecond, options.WorkspaceBurst),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> BurstProblems(string whose, int perSecond, int burst) =>
        burst > 0 && perSecond == 0 ? [$"Quotas:{whose}Burst limits nothing without Quotas:{whose}PerSecond. Give both, or neither."] : [];
}
