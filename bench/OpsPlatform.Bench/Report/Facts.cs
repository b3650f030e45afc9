using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Grpc.Net.Client;
using Npgsql;

namespace OpsPlatform.Bench.Report;

/// <summary>On what the figures were measured. Without it they say nothing.</summary>
internal static class Facts
{
    private static readonly string[] s_settings = ["fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size"];

    public static async Task<IReadOnlyList<string>> ReadAsync(Settings settings, NpgsqlDataSource database, CancellationToken cancellation) =>
    [
        .. OfMachine(settings.LoadAverage),
        $"{RuntimeInformation.FrameworkDescription}, grpc-dotnet {VersionOf(typeof(GrpcChannel)).Split('+')[0]}, Npgsql {VersionOf(typeof(NpgsqlConnection)).Split('+')[0]}",
        $"PostgreSQL {await ShowAsync(database, "server_version", cancellation)} on {await FileSystemAsync(database, cancellation)}, {await SettingsAsync(database, cancellation)}",
        await PgbenchAsync(settings.Pgbench, cancellation),
        $"rounds: {settings.Rounds}, each of {settings.Duration.TotalSeconds:N0} s a side; load generator, server and PostgreSQL share the machine",
    ];

    public static IReadOnlyList<string> OfMachine(double? loadAverage) =>
    [
        $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, OpsPlatform {VersionOf(typeof(Facts))}",
        $"{Environment.ProcessorCount} cores ({Processor()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024):N1} GiB, {RuntimeInformation.OSDescription}",
        Load(loadAverage),
    ];

    private static string VersionOf(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string Processor() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name")) is { } line
            ? line[(line.IndexOf(':') + 1)..].Trim()
            : $"{RuntimeInformation.ProcessArchitecture}";

    private static string Load(double? average) => average switch
    {
        null => "what else the machine did is unknown",
        _ when average < 0.5 * Environment.ProcessorCount => $"load average before the run {average:N1}: the machine was quiet",
        _ => $"load average before the run {average:N1}: **the machine was busy with other work, and what follows is no measure of the platform**",
    };

    private static async Task<string> FileSystemAsync(NpgsqlDataSource database, CancellationToken cancellation) =>
        new DriveInfo(await ShowAsync(database, "data_directory", cancellation)).DriveFormat;

    private static async Task<string> SettingsAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        List<string> shown = [];
        foreach (var name in s_settings)
            shown.Add($"{name} {await ShowAsync(database, name, cancellation)}");
        return string.Join(", ", shown);
    }

    private static async Task<string> ShowAsync(NpgsqlDataSource database, string name, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"show {name}");
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<string> PgbenchAsync(FileInfo pgbench, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(pgbench.FullName, ["--version"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return (await process.StandardOutput.ReadToEndAsync(cancellation)).Trim();
    }
}
