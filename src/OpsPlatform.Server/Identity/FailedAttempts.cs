using System.Net;
using System.Net.Sockets;

namespace OpsPlatform.Server.Identity;

/// <summary>
/// Slows those down who guess. Counted are failures, of an address with one client id, and of an address with all: nobody who guesses elsewhere
/// locks a client out. To guess from very many addresses is hopeless still, because a secret has 256 random bits.
/// </summary>
internal sealed class FailedAttempts(TimeProvider clock)
{
    private const int Capacity = 20_000;

    // So many failures are free; one more is with each interval that passes.
    private static readonly Limit OfOneClient = new(Free: 10, Interval: TimeSpan.FromSeconds(6));
    private static readonly Limit OfAllClients = new(Free: 100, Interval: TimeSpan.FromSeconds(1));

    // However many failed at once, it is over after so long.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly RecentCache<(string Address, string ClientId), Debt> _debts = new(Capacity);

    /// <summary>How long the address must wait before it may try this client again; null when it need not.</summary>
    public TimeSpan? WaitOf(IPAddress? address, string clientId)
    {
        var network = NetworkOf(address);
        var wait = TimeSpan.FromTicks(Math.Max(OfOneClient.Wait(Find(network, clientId), Now), OfAllClients.Wait(Find(network, ""), Now)));
        return wait > TimeSpan.Zero ? wait : null;
    }

    public void Add(IPAddress? address, string clientId)
    {
        var network = NetworkOf(address);
        OfOneClient.Add(_debts.GetOrAdd((network, Known(clientId)), new()), Now);
        OfAllClients.Add(_debts.GetOrAdd((network, ""), new()), Now);
    }

    private long Now => clock.GetUtcNow().Ticks;

    private Debt? Find(string network, string clientId) => _debts.TryGet((network, Known(clientId)), out var debt) ? debt : null;

    /// <summary>What cannot be a client's id is as long as a caller wants it, and is not kept.</summary>
    private static string Known(string clientId) => clientId.Length == 0 || Clients.IsClientId(clientId) ? clientId : "?";

    /// <summary>Whoever has an IPv6 address has the 2^64 of its network, too.</summary>
    private static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => $"{address.MapToIPv4()}",
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => $"{address}",
    };

    private sealed class Debt
    {
        public long PaidOff;
    }

    private sealed record Limit(int Free, TimeSpan Interval)
    {
        public long Wait(Debt? debt, long now) => debt is null ? 0 : Volatile.Read(ref debt.PaidOff) - (Free * Interval.Ticks) - now;

        public void Add(Debt debt, long now)
        {
            var most = now + (Free * Interval.Ticks) + LongestWait.Ticks;
            long before;
            do
                before = Volatile.Read(ref debt.PaidOff);
            while (Interlocked.CompareExchange(ref debt.PaidOff, Math.Min(Math.Max(before, now) + Interval.Ticks, most), before) != before);
        }
    }
}
