using System.CommandLine;

namespace OpsPlatform.Cli.Profiles;

internal sealed class Delete : OpsCommand
{
    private readonly Argument<string> _name = new("name") { Description = "The profile." };

    internal Delete()
        : base("delete", "Forget a profile and its secret.", "ops profiles delete finance") => Add(_name);

    internal override Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var file = ProfileFile.Load(invocation.Terminal);
        var chosen = invocation.Line.GetRequiredValue(_name);
        _ = file.Get(chosen);
        file.Profiles.Remove(chosen);
        file.Save();
        invocation.Note($"The profile {chosen} is gone.", $"已删除配置 {chosen}。");
        return Task.CompletedTask;
    }
}
