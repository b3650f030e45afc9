using System.Diagnostics;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Validation;

/// <summary>The official protovalidate for TypeScript, which tests/Protos runs in Node.</summary>
internal static class ProtovalidateJudge
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Protos");

    /// <summary>The broken rules of each message, as <c>field rule</c>, in order.</summary>
    /// <param name="files">What declares the messages; what it imports is added.</param>
    public static async Task<IReadOnlyList<string[]>> Ask(IReadOnlyList<IMessage> messages, params FileDescriptor[] files)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            await Run("npm", ["ci", "--no-audit", "--no-fund"], "");
        var image = Path.GetTempFileName();
        await File.WriteAllBytesAsync(image, Image(files).ToByteArray());
        try
        {
            var cases = string.Join('\n', messages.Select(message => JsonSerializer.Serialize(new { type = message.Descriptor.FullName, base64 = message.ToByteString().ToBase64() })));
            var lines = (await Run("node", ["protovalidate-judge.mjs", image], cases)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            lines.Length.ShouldBe(messages.Count);
            return [.. lines.Select(Rules)];
        }
        finally
        {
            File.Delete(image);
        }
    }

    private static string[] Rules(string line)
    {
        using var verdict = JsonDocument.Parse(line);
        return verdict.RootElement.TryGetProperty("violations", out var violations)
            ? [.. violations.EnumerateArray().Select(violation => $"{violation.GetProperty("field")} {violation.GetProperty("rule")}").Order()]
            : throw new InvalidOperationException(line);
    }

    private static FileDescriptorSet Image(IEnumerable<FileDescriptor> files)
    {
        var image = new FileDescriptorSet();
        foreach (var file in files)
            Add(file);
        return image;

        void Add(FileDescriptor file)
        {
            if (image.File.Any(known => known.Name == file.Name))
                return;
            foreach (var import in file.Dependencies)
                Add(import);
            image.File.Add(FileDescriptorProto.Parser.ParseFrom(file.SerializedData));
        }
    }

    private static async Task<string> Run(string program, string[] arguments, string input)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} in {Folder} failed: {await errors}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
