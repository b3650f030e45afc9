namespace OpsPlatform.Cli;

/// <summary>One sentence or more in the two languages of the platform.</summary>
internal sealed record Sentence(string English, string Chinese)
{
    internal string In(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
}

/// <summary>What the command line itself refuses, before or beside the API: the exit code and what to tell the user.</summary>
internal sealed class Failure(int exitCode, string reason, Sentence sentence) : Exception(sentence.English)
{
    internal int ExitCode { get; } = exitCode;

    internal string Reason { get; } = reason;

    internal Sentence Sentence { get; } = sentence;

    /// <summary>What a script can act on.</summary>
    internal IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    internal static Failure Usage(string english, string chinese) => new(Cli.ExitCode.Usage, "USAGE", new Sentence(english, chinese));

    internal static Failure NotAuthenticated(string english, string chinese) =>
        new(Cli.ExitCode.NotAuthenticated, "NOT_AUTHENTICATED", new Sentence(english, chinese));
}
