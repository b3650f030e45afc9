using System.CommandLine;

namespace OpsPlatform.Cli.Profiles;

internal sealed class Use : OpsCommand
{
    private readonly Argument<string> _name = new("name") { Description = "The profile." };

    internal Use()
        : base("use", "Make a profile the current one.", "ops profiles use finance") => Add(_name);

    internal override Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var file = ProfileFile.Load(invocation.Terminal);
        var chosen = invocation.Line.GetRequiredValue(_name);
        _ = file.Get(chosen);
        file.Current = chosen;
        file.Save();
        invocation.Note($"The current profile is {chosen}.", $"当前配置为 {chosen}。");
        return Task.CompletedTask;
    }
}
