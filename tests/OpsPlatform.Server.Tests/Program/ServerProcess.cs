using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OpsPlatform.Server.Tests.Program;

/// <summary>The server as a process of its own, as it runs in production.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private ServerProcess(Process process)
    {
        _process = process;
        (_output, _errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public int Id => _process.Id;

    public static ServerProcess Start(string? database, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "OpsPlatform.Server.dll"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OPS_DATABASE"] = database;
        return new ServerProcess(Process.Start(start)!);
    }

    public static string[] Ports(int grpc, int http) => [$"--Kestrel:Endpoints:Grpc:Url=http://127.0.0.1:{grpc}", $"--Kestrel:Endpoints:Http:Url=http://127.0.0.1:{http}"];

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it by SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits until it has ended.</summary>
    public async Task<(int Status, string Output, string Errors)> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, await _output, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await EndAsync();
        _process.Dispose();
    }
}
