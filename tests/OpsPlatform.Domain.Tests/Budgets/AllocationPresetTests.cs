using FsCheck;
using FsCheck.Fluent;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using FocusTag = OpsPlatform.Budgets.V1.BudgetLine.Types.FocusTag;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class AllocationPresetTests
{
    private const long Million = 1_000_000;

    public static TheoryData<AllocationPreset> Presets => [.. Enum.GetValues<AllocationPreset>().Where(preset => preset is not (AllocationPreset.Unspecified or AllocationPreset.RigidAndElastic))];

    [Theory, Trait("row", "BUD-01"), Trait("row", "BUD-02"), Trait("row", "BUD-03"), Trait("row", "BUD-05")]
    [InlineData(AllocationPreset.FiveThreeTwo, 1_000_000, "content 500000, traffic 300000, tech 200000")]
    [InlineData(AllocationPreset.FortyThirtyTwentyTen, 1_000_000, "content 400000, promotion 300000, activity 200000, reserve 100000")]
    [InlineData(AllocationPreset.FourThreeTwoOne, 500_000, "base-operation 200000, content 150000, tech 100000, innovation 50000")]
    [InlineData(AllocationPreset.CoreAndInnovation, 1_000_000, "core 800000, innovation 200000")]
    public void A_preset_splits_the_total_as_its_row_says(AllocationPreset preset, long total, string expected) =>
        Split(preset, total * Million).ShouldBe(expected.Replace("000,", "000000000,") + "000000");

    [Theory, Trait("row", "BUD-01")]
    [InlineData(1, "content 1, traffic 0, tech 0")]
    [InlineData(2, "content 1, traffic 1, tech 0")]
    [InlineData(3, "content 1, traffic 1, tech 1")]
    [InlineData(9, "content 4, traffic 3, tech 2")]
    [InlineData(10_000, "content 5000, traffic 3000, tech 2000")]
    public void What_does_not_divide_goes_by_the_largest_remainder(long totalMicros, string expected) =>
        Split(AllocationPreset.FiveThreeTwo, totalMicros).ShouldBe(expected);

    [Fact]
    public void Among_equal_remainders_the_earlier_line_comes_first() =>
        LargestRemainder.Split(3, 2_500, 2_500, 2_500, 2_500).ShouldBe([1, 1, 1, 0]);

    [Fact, Trait("row", "BUD-05")]
    public void Core_and_innovation_are_tagged() =>
        AllocationPresets.Lines(AllocationPreset.CoreAndInnovation, 10, "CNY").Select(line => line.FocusTag).ShouldBe([FocusTag.Core, FocusTag.Innovation]);

    [Theory, MemberData(nameof(Presets))]
    public void Every_preset_sums_to_every_total_and_no_line_is_a_micro_off(AllocationPreset preset)
    {
        var shares = AllocationPresets.Lines(preset, 10_000, "CNY").Select(line => line.AllocatedAmountMicros).ToArray();
        var totals = Gen.OneOf(Gen.Choose(1, 1_000).Select(total => (long)total), Gen.Choose(0, 999_999_999).Two().Select(Wide)).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(totals, total =>
        {
            var lines = AllocationPresets.Lines(preset, total, "CNY").Select(line => line.AllocatedAmountMicros).ToArray();
            lines.Sum().ShouldBe(total);
            foreach (var (line, share) in lines.Zip(shares))
                Math.Abs(line - (decimal)total * share / 10_000).ShouldBeLessThan(1);
        }));
    }

    [Theory, Trait("row", "BUD-04")]
    [InlineData(3_500_000, "content-team 800000, tech-team 600000, operations-team 1000000, tools 200000, production 300000, campaigns 400000, incentives 200000")]
    [InlineData(4_500_000, "content-team 1000000, tech-team 800000, operations-team 1200000, tools 300000, production 400000, campaigns 500000, incentives 300000")]
    [InlineData(4_000_000, "content-team 900000, tech-team 700000, operations-team 1100000, tools 250000, production 350000, campaigns 450000, incentives 250000")]
    [InlineData(350, "content-team 80, tech-team 60, operations-team 100, tools 20, production 30, campaigns 40, incentives 20")]
    [InlineData(9_000_000, "content-team 2000000, tech-team 1600000, operations-team 2400000, tools 600000, production 800000, campaigns 1000000, incentives 600000")]
    public void Rigid_and_elastic_lines_lie_within_their_ranges_where_the_total_does(long total, string expected) =>
        string.Join(", ", AllocationPresets.Lines(AllocationPreset.RigidAndElastic, total * Million, "CNY").Select(line => $"{line.LineId} {line.AllocatedAmountMicros / Million}")).ShouldBe(expected);

    [Fact, Trait("row", "BUD-04")]
    public void Rigid_and_elastic_lines_sum_to_every_total_and_leave_no_range_that_holds_them()
    {
        const long least = 3_500_000 * Million, most = 4_500_000 * Million;
        var totals = Gen.Choose(0, 999_999_999).Two().Select(Wide).Select(total => total % (2 * most)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(totals, total =>
        {
            var lines = AllocationPresets.Lines(AllocationPreset.RigidAndElastic, total, "CNY").ToArray();
            lines.Sum(line => line.AllocatedAmountMicros).ShouldBe(total);
            if (total is >= least and <= most)
                lines.ShouldAllBe(line => line.AllocatedAmountMicros >= line.MinAmountMicros && line.AllocatedAmountMicros <= line.MaxAmountMicros);
        }));
    }

    private static long Wide((int High, int Low) digits) => (digits.High * 1_000_000_000L) + digits.Low + 1;

    private static string Split(AllocationPreset preset, long totalMicros) =>
        string.Join(", ", AllocationPresets.Lines(preset, totalMicros, "CNY").Select(line => $"{line.LineId} {line.AllocatedAmountMicros}"));
}
