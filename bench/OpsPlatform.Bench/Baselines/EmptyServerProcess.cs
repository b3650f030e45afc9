using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Bench.Baselines;

/// <summary>An <see cref="EmptyServer"/> that runs, in a process of this program.</summary>
internal sealed class EmptyServerProcess : IDisposable
{
    private readonly Process _process;

    private EmptyServerProcess(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    public static async Task<EmptyServerProcess> StartAsync(Budget answer, CancellationToken cancellation)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [EmptyServer.Verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        answer.WriteDelimitedTo(process.StandardInput.BaseStream);
        await process.StandardInput.BaseStream.FlushAsync(cancellation);
        var address = await process.StandardOutput.ReadLineAsync(cancellation);
        return new EmptyServerProcess(process, address ?? throw new WorthlessRunException("The empty server did not start."));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
