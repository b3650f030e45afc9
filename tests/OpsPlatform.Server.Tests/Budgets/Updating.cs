using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Mode = OpsPlatform.Budgets.V1.LineControl.Types.Mode;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>Budgets are edited as far as their state lets that be.</summary>
public sealed class Updating(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task An_update_edits_what_its_mask_names_and_nothing_else()
    {
        var budget = await Server.DraftAsync(OfLines(("content", 100), ("traffic", 50)));

        var edited = await Operator.UpdateBudgetAsync(Asked(new() { Name = budget.Name, DisplayName = "Summer", ContentCapAmountMicros = 7 }, "display_name"));
        (edited.DisplayName, edited.ContentCapAmountMicros, edited.Lines[0].DisplayName).ShouldBe(("Summer", 0, "content"));
        var some = await Operator.UpdateBudgetAsync(Asked(new() { Name = budget.Name, ContentCapAmountMicros = 7, Lines = { new BudgetLine { LineId = "traffic", MaxAmountMicros = 60 } } }));
        (some.DisplayName, some.ContentCapAmountMicros, some.Lines[1].MaxAmountMicros, some.Lines[1].AllocatedAmountMicros).ShouldBe(("Summer", 7, 60, 50));
        (await Operator.UpdateBudgetAsync(Asked(some, "*"))).ShouldBe(some, "it is sent as it was read");
        (await Server.GetAsync(budget.Name)).ShouldBe(some);

        (await Operator.UpdateBudgetAsync(Asked(some, "total_amount_micros")).Refused(ErrorReason.UpdateMaskInvalid)).Info.Metadata["editable"].ShouldBe("display_name, content_cap_amount_micros, lines");
        (await Operator.UpdateBudgetAsync(Asked(new() { Name = budget.Name }, "display_name")).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["budget.display_name"]);
        await Operator.UpdateBudgetAsync(Asked(new() { Name = budget.Name, DisplayName = "Autumn", Etag = budget.Etag })).Refused(ErrorReason.EtagMismatch);
        await Operator.UpdateBudgetAsync(Asked(new() { Name = $"{Workspace}/budgets/none-there", DisplayName = "Autumn" })).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task What_is_approved_stays_and_whoever_may_not_control_lines_does_not_do_it_by_an_update()
    {
        var budget = await Server.ActiveAsync(OfLines(("content", 100)));
        var (before, time) = (await Server.GetAsync(budget.Name), Timestamp.FromDateTimeOffset(Server.Clock.GetUtcNow()));
        Server.Clock.Advance(TimeSpan.FromMinutes(1));

        var capped = await Operator.UpdateBudgetAsync(Asked(new() { Name = budget.Name, Lines = { new BudgetLine { LineId = "content", MaxAmountMicros = 500 } } })).Refused(ErrorReason.BudgetFieldFixed);
        (capped.Code, capped.Info.Metadata["field"], capped.Info.Metadata["editable"]).ShouldBe((Grpc.Core.StatusCode.FailedPrecondition, "budget.lines[0].max_amount_micros", "display_name"));
        foreach (var given in new BudgetLine[] { new() { LineId = "content", Control = new() { Spend = Mode.Warn } }, new() { LineId = "content", Months = { Month(3, 100) } } })
            await Operator.UpdateBudgetAsync(Asked(new() { Name = budget.Name, Lines = { given } })).Refused(ErrorReason.BudgetFieldFixed);

        var updated = await Operator.UpdateBudgetAsync(Asked(new() { Name = budget.Name, DisplayName = "Summer" }));
        updated.DisplayName.ShouldBe("Summer");
        (await Operator.GetBudgetAsync(new() { Name = budget.Name, ReadTime = time })).ShouldBe(before);
    }

    [Fact]
    public async Task A_line_gets_its_first_plan_after_it_was_used_and_counts_what_was()
    {
        var budget = await Server.ActiveAsync(OfLines(("content", 1_000), ("traffic", 500)));
        var hold = await Server.ReserveAsync(budget, 300);
        await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 100, EffectiveDate = Day(4, 2) });
        var expense = await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 50, EffectiveDate = Day(2, 7) });
        await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 20 });
        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "traffic", AmountMicros = 9, EffectiveDate = Day(2, 7) });
        var asked = new SetLineControlRequest { Name = budget.Name, Line = "content", Control = new() { MonthHold = Mode.Stop }, Months = { Month(2, 40), Month(3, 190), Month(4, 770) } };

        (await Operator.SetLineControlAsync(asked)).Lines[0].Months.Select(month => (month.MonthStartDate.Month, month.UsedAmountMicros)).ShouldBe([(2, 30), (3, 200), (4, 100)]);
        (await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 }).Refused(ErrorReason.MonthExceeded)).Info.Metadata["left"].ShouldBe("0");
        asked.Months.RemoveAt(0);
        asked.Months[0].PlannedAmountMicros += 40;
        await Operator.SetLineControlAsync(asked).Refused(ErrorReason.MonthsInvalid);
    }

    [Fact]
    public async Task A_first_plan_counts_right_whatever_happens_at_the_same_time()
    {
        var budget = await Server.ActiveAsync(OfLines(("content", 1_000)));
        var asked = new SetLineControlRequest { Name = budget.Name, Line = "content", Months = { Month(3, 1_000) } };
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? SetAsync() : Server.ReserveAsync(budget, 1)));

        await SetAsync();
        (await Server.GetAsync(budget.Name)).Lines[0].ShouldSatisfyAllConditions(line => line.HeldAmountMicros.ShouldBe(30), line => line.Months.ShouldHaveSingleItem().UsedAmountMicros.ShouldBe(30));

        async Task SetAsync()
        {
            try
            {
                await Operator.SetLineControlAsync(asked);
            }
            catch (Grpc.Core.RpcException e) when (e.StatusCode == Grpc.Core.StatusCode.Aborted)
            {
                // It was never quiet enough.
            }
        }
    }

    private static Google.Type.Date Day(int month, int day) => new() { Year = 2026, Month = month, Day = day };

    private static LineMonth Month(int month, long micros) => new() { MonthStartDate = new() { Year = 2026, Month = month, Day = 1 }, PlannedAmountMicros = micros };

    private static UpdateBudgetRequest Asked(Budget given, params string[] paths) => new() { Budget = given, UpdateMask = paths.Length == 0 ? null : new FieldMask { Paths = { paths } } };
}
