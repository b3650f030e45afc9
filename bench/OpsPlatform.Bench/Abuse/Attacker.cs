namespace OpsPlatform.Bench.Abuse;

/// <summary>Runs an attack until its standard input ends, so that it never outlives the run; tells in one line that all its connections are open.</summary>
internal static class Attacker
{
    public const string Verb = "attack";

    public static async Task RunAsync(Attack attack, Uri address)
    {
        using var over = new CancellationTokenSource();
        var opened = 0;
        var attacking = attack.RunAsync(address, Count, over.Token);
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(Stream.Null, CancellationToken.None);
        await over.CancelAsync();
        await attacking;

        void Count()
        {
            if (Interlocked.Increment(ref opened) == attack.Connections)
                Console.WriteLine("open");
        }
    }
}
