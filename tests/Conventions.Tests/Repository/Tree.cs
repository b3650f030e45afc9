using System.Diagnostics;

namespace Conventions.Tests.Repository;

/// <summary>The files of the repository: what is committed, and what would be by the next commit.</summary>
internal static class Tree
{
    public static IReadOnlyList<string> Files { get; } = [.. List().Where(path => File.Exists(Absolute(path)))];

    public static string Read(string path) => File.ReadAllText(Absolute(path));

    public static string[] Lines(string path) => File.ReadAllLines(Absolute(path));

    /// <summary>Git itself decides by the same mark: a file with a zero byte near its beginning is no text.</summary>
    public static bool IsText(string path)
    {
        using var file = File.OpenRead(Absolute(path));
        var head = new byte[8000];
        return !head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)).Contains((byte)0);
    }

    private static string Absolute(string path) => Path.Combine(OpsPlatform.Testing.Repository.Root, path);

    private static string[] List()
    {
        var git = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = OpsPlatform.Testing.Repository.Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(git) ?? throw new InvalidOperationException("git does not start.");
        var paths = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return paths.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }
}
