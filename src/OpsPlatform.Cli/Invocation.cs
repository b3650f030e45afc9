using System.CommandLine;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Profiles;
using OpsPlatform.Client;

namespace OpsPlatform.Cli;

/// <summary>One run of `ops`: what was typed, where it writes, and as whom it calls.</summary>
internal sealed class Invocation(ParseResult line, Terminal terminal)
{
    private Profile? _profile;

    internal ParseResult Line { get; } = line;

    internal Terminal Terminal { get; } = terminal;

    internal string Language => GlobalOptions.LanguageOf(Line, Terminal);

    internal IOutput Output => GlobalOptions.FormatOf(Line) switch
    {
        "json" => new JsonOutput(Terminal.Output),
        "csv" => new CsvOutput(Terminal.Output),
        "yaml" => new YamlOutput(Terminal.Output),
        _ => new TableOutput(Terminal),
    };

    /// <summary>The name that was typed, else OPS_PROFILE, else the current one.</summary>
    internal string ProfileName(ProfileFile file) => TypedProfile ?? Terminal.Variable("OPS_PROFILE") ?? file.Current;

    /// <summary>A profile that was typed is meant as it is stored; otherwise the environment goes before it.</summary>
    internal Profile Profile => _profile ??= ReadProfile();

    /// <exception cref="Failure">No workspace was typed, and the profile has none.</exception>
    internal string Workspace() => (Line.GetValue<string?>(GlobalOptions.Workspace) ?? LoggedIn(Profile).Workspace)?.Replace("workspaces/", "", StringComparison.Ordinal)
        ?? throw Failure.Usage(
            "Which workspace? Give --workspace ID, set OPS_WORKSPACE, give full names, or log in with --workspace to keep one.",
            "请指定工作区：使用 --workspace ID、设置 OPS_WORKSPACE、使用完整名称，或在登录时用 --workspace 保存。");

    /// <exception cref="Failure">Something that every call needs is nowhere to be found.</exception>
    internal OpsPlatformClient Connect() => Connect(Profile);

    internal OpsPlatformClient Connect(Profile profile)
    {
        try
        {
            return new OpsPlatformClient(new OpsPlatformClientOptions
            {
                Address = LoggedIn(profile).Address!,
                TokenEndpoint = profile.TokenEndpoint,
                ClientId = profile.ClientId!,
                ClientSecret = profile.ClientSecret ?? "",
                PrivateKey = profile.ReadKey(),
                Language = Language,
            });
        }
        catch (ArgumentException invalid)
        {
            throw Failure.Usage($"The profile cannot be used. {invalid.Message}", $"该配置无法使用。{invalid.Message}");
        }
    }

    /// <summary>A remark for the person at the terminal: beside the answer, never in it.</summary>
    internal void Note(string english, string chinese) => Terminal.Error.WriteLine(new Sentence(english, chinese).In(Language));

    private string? TypedProfile => Line.GetValue<string?>(GlobalOptions.Profile);

    private static Profile LoggedIn(Profile profile)
    {
        var missing = profile.Missing().ToList();
        if (missing.Count == 0)
            return profile;
        var variables = missing.Select(Profiles.Profile.VariableOf).ToList();
        throw Failure.NotAuthenticated(
            $"Not logged in: {string.Join(", ", missing)} not known. Run 'ops login', or set {string.Join(", ", variables)}.",
            $"尚未登录：缺少 {string.Join("、", missing)}。请运行 ops login，或设置 {string.Join("、", variables)}。");
    }

    private Profile ReadProfile()
    {
        var file = ProfileFile.Load(Terminal);
        if (TypedProfile is { } typed)
            return file.Get(typed);
        var stored = Terminal.Variable("OPS_PROFILE") is { } named ? file.Get(named) : file.Find(file.Current);
        return (stored ?? new Profile()).OverriddenBy(Terminal);
    }
}
