using Google.Protobuf;

namespace OpsPlatform.Cli;

/// <summary>A command that sends a request.</summary>
internal abstract class RequestCommand(string name, string description, params string[] examples) : OpsCommand(name, description, examples)
{
    /// <summary>What the command line means, before anything is sent.</summary>
    internal abstract IMessage Request(Invocation invocation);
}
