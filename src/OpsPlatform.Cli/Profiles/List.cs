using Google.Protobuf.WellKnownTypes;

namespace OpsPlatform.Cli.Profiles;

internal sealed class List() : OpsCommand("list", "List the profiles, without their secrets.", "ops profiles list")
{
    internal override Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var file = ProfileFile.Load(invocation.Terminal);
        invocation.Output.List([.. file.Profiles.Select(pair => new Struct
        {
            Fields =
            {
                ["name"] = Value.ForString(pair.Key),
                ["current"] = Value.ForBool(pair.Key == file.Current),
                ["clientId"] = Value.ForString(pair.Value.ClientId ?? ""),
                ["address"] = Value.ForString(pair.Value.Address ?? ""),
                ["workspace"] = Value.ForString(pair.Value.Workspace ?? ""),
            },
        })]);
        if (file.Profiles.Count == 0)
            invocation.Note("There is no profile yet: run 'ops login'.", "尚无任何配置，请运行 ops login。");
        return Task.CompletedTask;
    }
}
