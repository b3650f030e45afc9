using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Output;

/// <summary>Shares and scores as bars, for rows that are compared with each other.</summary>
internal static class Bars
{
    private const int Cells = 20;
    private const int Whole = 10_000;
    private const int PartsOfCell = 8;
    private const char FullBlock = '\u2588';

    private static readonly Dictionary<MessageDescriptor, string> Drawn = new()
    {
        [DependencyShare.Descriptor] = "share_bps",
        [StandingPart.Descriptor] = "score_bps",
        [QuoteRow.Descriptor] = "price_share_bps",
        [SimulatedStanding.Descriptor] = "simulated_score_bps",
    };

    /// <summary>The bar of a row, or null when rows of its kind have none.</summary>
    internal static Cell? Of(IMessage message) =>
        Drawn.TryGetValue(message.Descriptor, out var field) ? new Cell(Text((int)message.Descriptor.FindFieldByName(field).Accessor.GetValue(message)), IsNumber: false) : null;

    /// <summary>Up to the whole in twenty cells, to the eighth of a cell.</summary>
    internal static string Text(int bps)
    {
        var eighths = (int)Math.Round(Math.Clamp(bps, 0, Whole) * (decimal)(Cells * PartsOfCell) / Whole);
        var (full, rest) = Math.DivRem(eighths, PartsOfCell);
        return new string(FullBlock, full) + (rest == 0 ? "" : $"{(char)(FullBlock + PartsOfCell - rest)}");
    }
}
