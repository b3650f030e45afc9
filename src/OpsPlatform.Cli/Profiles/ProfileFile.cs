using System.Text.Json;

namespace OpsPlatform.Cli.Profiles;

/// <summary>The profiles of this user, in `$XDG_CONFIG_HOME/ops/config.json`. It holds secrets: only its owner can read it.</summary>
internal sealed class ProfileFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private string _path = "";

    /// <summary>The profile that is used when none is named.</summary>
    public string Current { get; set; } = "default";

    public SortedDictionary<string, Profile> Profiles { get; init; } = [];

    internal static ProfileFile Load(Terminal terminal)
    {
        var found = PathFor(terminal);
        try
        {
            var file = File.Exists(found) ? JsonSerializer.Deserialize<ProfileFile>(File.ReadAllText(found), Format) ?? new ProfileFile() : new ProfileFile();
            file._path = found;
            return file;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCode.Failed, "CONFIG_UNREADABLE", new Sentence(
                $"The profiles in {found} cannot be read: {unreadable.Message} Mend the file, or remove it and log in again.",
                $"无法读取 {found} 中的配置：{unreadable.Message} 请修复该文件，或删除后重新登录。"));
        }
    }

    /// <summary>Written beside and moved over, so that a crash leaves the old file or the new one.</summary>
    internal void Save()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!, OwnerOnly | UnixFileMode.UserExecute);
            options.UnixCreateMode = OwnerOnly;
        }

        var draft = $"{_path}.{Path.GetRandomFileName()}";
        using (var stream = new FileStream(draft, options))
            JsonSerializer.Serialize(stream, this, Format);
        File.Move(draft, _path, overwrite: true);
    }

    internal Profile? Find(string name) => Profiles.GetValueOrDefault(name);

    /// <exception cref="Failure">There is no such profile; the sentence lists those that are.</exception>
    internal Profile Get(string name) => Find(name) ?? throw Failure.Usage(
        $"There is no profile '{name}'. {(Profiles.Count == 0 ? "There is none yet: run 'ops login'." : $"There are: {string.Join(", ", Profiles.Keys)}.")}",
        $"没有名为“{name}”的配置。{(Profiles.Count == 0 ? "尚无任何配置，请运行 ops login。" : $"现有配置：{string.Join("、", Profiles.Keys)}。")}");

    private static string PathFor(Terminal terminal)
    {
        var home = terminal.Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(terminal.Variable("XDG_CONFIG_HOME") ?? Path.Combine(home, ".config"), "ops", "config.json");
    }
}
