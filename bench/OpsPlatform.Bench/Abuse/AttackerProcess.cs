using System.Diagnostics;
using System.Globalization;

namespace OpsPlatform.Bench.Abuse;

/// <summary>
/// An <see cref="Attacker"/> that runs, in a process of this program: what the attack costs whoever makes it neither delays the neighbour's clock nor takes the
/// processor from the server, for it would have a machine of its own.
/// </summary>
internal sealed class AttackerProcess : IDisposable
{
    private readonly Process _process;

    private AttackerProcess(Process process) => _process = process;

    /// <summary>Starts it, and waits until all its connections are open.</summary>
    public static async Task<AttackerProcess> StartAsync(Attack attack, Uri address, CancellationToken cancellation)
    {
        string[] arguments = [Attacker.Verb, Attack.All.Index().First(known => known.Item == attack).Index.ToString(CultureInfo.InvariantCulture), $"{address}"];
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        process.PriorityClass = ProcessPriorityClass.BelowNormal;
        _ = await process.StandardOutput.ReadLineAsync(cancellation) ?? throw new WorthlessRunException($"The attack ended by itself: {attack.Name}.");
        return new AttackerProcess(process);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
