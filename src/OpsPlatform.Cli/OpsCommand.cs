using System.CommandLine;

namespace OpsPlatform.Cli;

/// <summary>A command that does something, and shows in its help how.</summary>
internal abstract class OpsCommand(string name, string description, params string[] examples) : Command(name, description)
{
    internal IReadOnlyList<string> Examples { get; } = examples;

    internal abstract Task RunAsync(Invocation invocation, CancellationToken cancellation);
}
