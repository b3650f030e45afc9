using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Cli.Requests;

namespace OpsPlatform.Cli;

/// <summary>Read from the protos that this `ops` was built with; a newer platform may have more.</summary>
internal sealed class Permissions() : OpsCommand(
    "permissions",
    "List the permissions that there are, where each has to be held, and the rpcs that it allows. Asks no server.",
    "ops permissions",
    "ops permissions -o json | jq -r '.[].permission'")
{
    internal override Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        invocation.Output.List([.. Rpcs().GroupBy(rpc => RuleOf(rpc).Permission).OrderBy(rpcs => rpcs.Key, StringComparer.Ordinal).Select(Row)]);
        return Task.CompletedTask;
    }

    private static Struct Row(IGrouping<string, MethodDescriptor> rpcs)
    {
        var rule = RuleOf(rpcs.First());
        return new Struct
        {
            Fields =
            {
                ["permission"] = Value.ForString(rpcs.Key),
                ["kind"] = Value.ForString(rule.Kind == Rule.Types.Kind.Read ? "read" : "write"),
                ["heldIn"] = Value.ForString(rule.Scope == Rule.Types.Scope.Platform ? "platform" : "workspace"),
                ["rpcs"] = Value.ForList([.. rpcs.Select(rpc => Value.ForString($"{rpc.Service.Name}.{rpc.Name}"))]),
            },
        };
    }

    /// <summary>All that need a permission: any token will do for what a caller asks of itself.</summary>
    private static IEnumerable<MethodDescriptor> Rpcs() =>
        from file in ResourcePattern.Contracts()
        from service in file.Services
        from rpc in service.Methods
        where RuleOf(rpc).Permission.Length > 0
        select rpc;

    private static Rule RuleOf(MethodDescriptor rpc) => rpc.GetOptions()?.GetExtension(RuleExtensions.Rule) ?? new Rule();
}
