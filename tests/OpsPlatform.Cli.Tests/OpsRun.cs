using System.CommandLine.Parsing;
using Google.Protobuf;
using OpsPlatform.Cli.Tests.Scripted;

namespace OpsPlatform.Cli.Tests;

/// <summary>`ops` as a user has it: a home of its own, an environment, and what came out of it.</summary>
internal sealed class OpsRun : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("ops-cli-");

    internal OpsRun(ScriptedPlatform? platform = null)
    {
        Environment["XDG_CONFIG_HOME"] = _home.FullName;
        if (platform is null)
            return;
        Environment["OPS_ADDRESS"] = platform.Address;
        Environment["OPS_TOKEN_ENDPOINT"] = platform.TokenAddress;
        Environment["OPS_CLIENT_ID"] = ScriptedPlatform.ClientId;
        Environment["OPS_CLIENT_SECRET"] = ScriptedPlatform.ClientSecret;
        Environment["OPS_WORKSPACE"] = "acme";
    }

    internal Dictionary<string, string> Environment { get; } = [];

    internal string Input { get; set; } = "";

    internal string ConfigPath => Path.Combine(_home.FullName, "ops", "config.json");

    internal string Output { get; private set; } = "";

    internal string Error { get; private set; } = "";

    internal Task<int> RunAsync(string commandLine, CancellationToken cancellation = default) =>
        RunAsync([.. CommandLineParser.SplitCommandLine(commandLine)], cancellation);

    internal async Task<int> RunAsync(string[] args, CancellationToken cancellation = default)
    {
        using StringWriter output = new(), error = new();
        var code = await Ops.RunAsync(args, Terminal(output, error), cancellation);
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    /// <summary>The request that a command line would send, without sending it.</summary>
    internal TRequest Read<TRequest>(string commandLine)
        where TRequest : IMessage<TRequest> => Read([.. CommandLineParser.SplitCommandLine(commandLine)]).ShouldBeOfType<TRequest>();

    internal IMessage Read(string[] args)
    {
        var line = new OpsRoot().Read(args);
        line.Errors.ShouldBeEmpty();
        return line.CommandResult.Command.ShouldBeAssignableTo<RequestCommand>()!.Request(new Invocation(line, Terminal(TextWriter.Null, TextWriter.Null)));
    }

    public void Dispose() => _home.Delete(recursive: true);

    private Terminal Terminal(TextWriter output, TextWriter error) =>
        new() { Input = new StringReader(Input), Output = output, Error = error, Environment = Environment };
}
