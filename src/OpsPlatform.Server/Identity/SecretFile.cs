using System.Text;

namespace OpsPlatform.Server.Identity;

/// <summary>A file that holds a client's secret and nothing else.</summary>
internal static class SecretFile
{
    /// <summary>Sees to it that the file holds a secret that works: the new one, or the one that it has, or else another new one.</summary>
    public static async Task KeepAsync(FileInfo file, string? made, string clientId, Clients clients, CancellationToken cancellation)
    {
        if (made is null && file.Exists && await clients.HasSecretAsync(clientId, (await File.ReadAllTextAsync(file.FullName, cancellation)).Trim(), cancellation))
            return;
        await WriteAsync(file, made ?? await clients.AddSecretAsync(clientId, replaceOldest: true, cancellation), cancellation);
    }

    private static async Task WriteAsync(FileInfo file, string secret, CancellationToken cancellation)
    {
        file.Directory?.Create();

        // Written beside and moved, so that nobody ever reads half a secret, or a whole one before it is theirs alone.
        var beside = $"{file.FullName}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(beside, options))
            await stream.WriteAsync(Encoding.ASCII.GetBytes(secret + "\n"), cancellation);
        File.Move(beside, file.FullName, overwrite: true);
    }
}
