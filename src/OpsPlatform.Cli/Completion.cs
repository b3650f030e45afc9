using System.CommandLine;

namespace OpsPlatform.Cli;

/// <summary>Teaches a shell to complete `ops`: the script asks `ops` itself, so it never grows old.</summary>
internal sealed class Completion : OpsCommand
{
    private const string Bash = """
        _ops() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(ops "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -F _ops ops
        """;

    private const string Zsh = "autoload -Uz bashcompinit && bashcompinit\n" + Bash;

    private readonly Argument<string> _shell = new Argument<string>("shell") { Description = "bash or zsh." }.AcceptOnlyFromAmong("bash", "zsh");

    internal Completion()
        : base("completion", "Print a script that teaches your shell to complete ops.", "source <(ops completion bash)") => Add(_shell);

    internal override Task RunAsync(Invocation invocation, CancellationToken cancellation) =>
        invocation.Terminal.Output.WriteLineAsync(invocation.Line.GetRequiredValue(_shell) == "zsh" ? Zsh : Bash);
}
