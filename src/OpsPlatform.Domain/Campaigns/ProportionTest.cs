using MathNet.Numerics.Distributions;
using OpsPlatform.Campaigns.V1;
using Test = OpsPlatform.Campaigns.V1.VariantComparison.Types.Test;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>Whether two rates differ beyond chance, and by how much.</summary>
internal static class ProportionTest
{
    /// <summary>Below this many in any cell of the table a normal distribution is no good likeness.</summary>
    private const double LeastExpected = 5;

    /// <summary>Tables that are as likely as the one that was seen count with it, however the last digits fall.</summary>
    private const double Tie = 1 + 1e-7;

    /// <summary>How likely a difference like this is by chance, on both sides.</summary>
    public static (Test Test, double PValue) Compare(Variant one, Variant other)
    {
        var successes = one.SuccessCount + (double)other.SuccessCount;
        var trials = one.TrialCount + (double)other.TrialCount;
        var least = Math.Min(one.TrialCount, other.TrialCount) * Math.Min(successes, trials - successes) / trials;
        return least < LeastExpected ? (Test.Fisher, Fisher(one, other)) : (Test.Z, Z(one, other));
    }

    /// <summary>Newcombe's interval for the difference of the two rates (1998, method 10): it stays within -1 and 1, and holds for small counts too.</summary>
    public static (double Low, double High) Difference(Variant baseline, Variant variant, double confidence)
    {
        var z = Normal.InvCDF(0, 1, 1 - ((1 - confidence) / 2));
        var ((p1, l1, u1), (p2, l2, u2)) = (Wilson(variant, z), Wilson(baseline, z));
        return (p1 - p2 - Math.Sqrt(Square(p1 - l1) + Square(u2 - p2)), p1 - p2 + Math.Sqrt(Square(u1 - p1) + Square(p2 - l2)));
    }

    private static double Z(Variant one, Variant other)
    {
        var pooled = (one.SuccessCount + (double)other.SuccessCount) / (one.TrialCount + (double)other.TrialCount);
        var deviation = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / one.TrialCount) + (1.0 / other.TrialCount)));
        return 2 * Normal.CDF(0, 1, -Math.Abs(Rate(one) - Rate(other)) / deviation);
    }

    private static double Fisher(Variant one, Variant other)
    {
        var trials = one.TrialCount + other.TrialCount;
        var table = new Hypergeometric(trials, one.SuccessCount + other.SuccessCount, one.TrialCount);
        var seen = table.Probability(one.SuccessCount) * Tie;
        var sum = 0.0;
        for (var successes = table.Minimum; successes <= table.Maximum; successes++)
        {
            var likelihood = table.Probability(successes);
            sum += likelihood <= seen ? likelihood : 0;
        }

        return Math.Min(sum, 1);
    }

    private static (double Rate, double Low, double High) Wilson(Variant variant, double z)
    {
        var (n, p) = ((double)variant.TrialCount, Rate(variant));
        var centre = (p + (z * z / (2 * n))) / (1 + (z * z / n));
        var half = z / (1 + (z * z / n)) * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        return (p, Math.Max(centre - half, 0), Math.Min(centre + half, 1));
    }

    private static double Rate(Variant variant) => (double)variant.SuccessCount / variant.TrialCount;

    private static double Square(double value) => value * value;
}
