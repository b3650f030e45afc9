using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using State = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>What somebody may try with a budget.</summary>
internal enum Verb
{
    Submit,
    Approve,
    Reject,
    Close,
    Reserve,
    Capture,
    CaptureAll,
    Release,
    Expire,
    Record,
    Refund,
    RefundAll,
    Control,
    Pay,
    Transfer,
    Receive,
    Reverse,
    CloseReleasing,
    GoOnClosing,
    Split,
    Draw,
    Propose,
    ApproveAdjustment,
    RejectAdjustment,
    Review,
    CarryForward,
    Update,
}

/// <summary>One attempt: who, on which line or child, with how much, how long after the one before.</summary>
internal sealed record Attempt(Verb Verb, bool ByAlice, int Pick, int AmountMicros, int Hours, bool Final);

/// <summary>Makes attempts on one budget, keeps what they recorded, and lets the clock go on.</summary>
internal sealed class History
{
    private readonly List<Recorded> _recorded = [];
    private DateTimeOffset _time = Story.Now;
    private int _ids;

    public History(string name = Story.BudgetName)
    {
        Budget = new(name);
        Fold(Story.Kept.Take(1));
    }

    /// <summary>A budget that is spent from already.</summary>
    public History(string name, Budget draft)
    {
        Budget = new(name);
        Fold([new BudgetCreated { Budget = draft }, .. Story.Kept.Skip(1)]);
    }

    public Aggregate<Budget> Budget { get; }

    public IReadOnlyList<Recorded> Recorded => _recorded;

    public IReadOnlyList<Reservation> Reservations => [.. Budget.Touched.Select(child => child.Value).OfType<Reservation>()];

    public IReadOnlyList<Expense> Expenses => [.. Budget.Touched.Select(child => child.Value).OfType<Expense>()];

    /// <summary>Decides and folds. A refusal changes nothing; anything else that is thrown is a failure of the test.</summary>
    public void Try(Attempt attempt)
    {
        Wait(attempt);
        try
        {
            Fold(Decide(attempt));
        }
        catch (Refusal)
        {
        }
    }

    /// <summary>Whoever reviews waits for months.</summary>
    public void Wait(Attempt attempt) => _time += attempt.Verb == Verb.Review ? TimeSpan.FromDays(attempt.Hours * 6) : TimeSpan.FromHours(attempt.Hours);

    public DecisionContext Context(Attempt attempt) =>
        new(_time, attempt.ByAlice ? Story.Alice : Story.Bob, Id(), Id) { ApprovedPermission = attempt.Final ? "budgets.approve" : "" };

    /// <summary>What the attempt would do now, without time going on.</summary>
    public IReadOnlyList<IMessage> Decide(Attempt attempt)
    {
        var context = Context(attempt);
        var line = attempt.Pick % 3 == 0 ? "traffic" : "content";
        var costItem = attempt.Pick % 5 == 0 ? "kol" : "";
        var costObject = attempt.Pick % 4 == 0 ? null : new CostObject { Content = $"workspaces/acme/contents/c{attempt.Pick % 4}" };
        var reservation = Named(Reservations.Select(held => held.Name), attempt.Pick);
        var adjustment = Named(Budget.Touched.Select(child => child.Value).OfType<Adjustment>().Select(adjustment => adjustment.Name), attempt.Pick);
        var change = new LineChange { Line = attempt.Pick % 7 == 0 ? "reserve" : line, DeltaMicros = attempt.Final ? attempt.AmountMicros : -attempt.AmountMicros };
        var expense = Named(Expenses.Select(spent => spent.Name), attempt.Pick);
        return
        [
            .. attempt.Verb switch
            {
                Verb.Submit => BudgetDecider.Submit(Budget, new(), context),
                Verb.Approve => BudgetDecider.Approve(Budget, new(), context),
                Verb.Reject => BudgetDecider.Reject(Budget, new(), context),
                Verb.Close => BudgetDecider.Close(Budget, new(), context),
                Verb.Reserve => BudgetDecider.Reserve(Budget, new() { Line = line, CostItem = costItem, AmountMicros = attempt.AmountMicros, Ttl = new Duration { Seconds = attempt.Pick % 2 == 0 ? 36_000 : 3_600_000 }, CostObject = costObject }, context),
                Verb.Control => BudgetDecider.SetControl(Budget, new() { Line = line, Control = new() { Hold = Mode(attempt.Pick), Spend = Mode(attempt.Pick / 4), MonthHold = Mode(attempt.Pick / 16), MonthSpend = Mode(attempt.AmountMicros) } }, Uses(line), context),
                Verb.Update => BudgetDecider.Update(Budget, Edited(line, attempt), context),
                Verb.CloseReleasing => BudgetDecider.Close(Budget, new() { ReleaseReservations = true }, context),
                Verb.Split when reservation is not null => BudgetDecider.Reserve(Budget, new() { Line = line, AmountMicros = attempt.AmountMicros, SourceReservation = reservation, CostObject = costObject }, context),
                Verb.GoOnClosing => BudgetDecider.GoOnClosing(Loaded(), context),
                Verb.Pay when expense is not null => BudgetDecider.Pay(Budget, attempt.Final ? new() { Name = expense } : new() { Name = expense, AmountMicros = attempt.AmountMicros }, context),
                Verb.Transfer => BudgetDecider.Transfer(Budget, Transfer(Budget.Name, line, attempt), Id(), context),
                Verb.Receive => BudgetDecider.Receive(Budget, Transfer("workspaces/acme/budgets/other", line, attempt), Id(), new() { CurrencyCode = "CNY" }, context),
                Verb.Reverse when Reversible(attempt.Pick) is { } entry => BudgetDecider.Reverse(Budget, new() { Entry = $"{entry.Version}" }, entry, context),
                Verb.Record => BudgetDecider.Record(Budget, new() { Line = line, CostItem = costItem, AmountMicros = attempt.AmountMicros, CostObject = costObject }, context),
                Verb.Draw => BudgetDecider.DrawReserve(Budget, new() { Line = line, AmountMicros = attempt.AmountMicros, Incident = "INC-7" }, context),
                Verb.Propose => BudgetDecider.ProposeAdjustment(Budget, new() { Trigger = (AdjustmentTrigger)(1 + (attempt.Pick % 4)), FigureBps = attempt.Pick * 4, Changes = { change } }, context),
                Verb.Review => BudgetDecider.RecordReview(Budget, new() { ReviewId = $"2026-{Budget.Root.NextReviewMonth?.Month ?? 3:00}" }, context),
                Verb.ApproveAdjustment when adjustment is not null => BudgetDecider.ApproveAdjustment(Budget, new() { Name = adjustment }, context),
                Verb.RejectAdjustment when adjustment is not null => BudgetDecider.RejectAdjustment(Budget, new() { Name = adjustment }, context),
                Verb.Expire => BudgetDecider.Expire(Budget, new([.. Reservations.Select(held => held.Name.Split('/')[^1])]), context),
                Verb.Capture when reservation is not null => BudgetDecider.Capture(Budget, new() { Name = reservation, AmountMicros = attempt.AmountMicros, Final = attempt.Final }, context),
                Verb.CaptureAll when reservation is not null => BudgetDecider.Capture(Budget, new() { Name = reservation, Final = attempt.Final }, context),
                Verb.Release when reservation is not null => BudgetDecider.Release(Budget, new() { Name = reservation }, context),
                Verb.Refund when expense is not null => BudgetDecider.Refund(Budget, Refund(expense, attempt, context.Id), context),
                Verb.RefundAll when expense is not null => BudgetDecider.Refund(Budget, new() { Name = expense }, context),
                _ => [],
            },
        ];
    }

    public void Fold(IEnumerable<IMessage> messages)
    {
        foreach (var message in messages)
        {
            Budget.Fold(message, _time);
            _recorded.Add(new Recorded(message, Budget.Version, _time));
        }
    }

    /// <summary>Every line and every hold must balance, whatever was tried.</summary>
    public void MustBalance()
    {
        foreach (var line in Budget.Root.Lines)
        {
            (line.HeldAmountMicros >= 0 && line.SpentAmountMicros >= 0).ShouldBeTrue(line.ToString());
            if (!_recorded.Any(recorded => recorded.Message is CostOverran overran && overran.Line == line.LineId))
                line.LeftAmountMicros.ShouldBeGreaterThanOrEqualTo(0, line.ToString());
            if (line.Months.Count > 0)
            {
                line.Months.Sum(month => month.PlannedAmountMicros).ShouldBe(line.AllocatedAmountMicros);
                line.Months.Sum(month => month.UsedAmountMicros).ShouldBe(line.HeldAmountMicros + line.SpentAmountMicros);
            }

            var usable = _recorded.Any(recorded => recorded.Message is BudgetApproved) ? line.AllocatedAmountMicros : 0;
            (line.HeldAmountMicros + line.SpentAmountMicros + line.LeftAmountMicros).ShouldBe(usable);
            line.HeldAmountMicros.ShouldBe(Reservations.Where(held => held.Line == line.LineId).Sum(held => held.HeldAmountMicros));
            line.SpentAmountMicros.ShouldBe(Expenses.Where(spent => spent.Line == line.LineId).Sum(spent => spent.AmountMicros - spent.RefundedAmountMicros - spent.ReversedAmountMicros));
            line.PaidAmountMicros.ShouldBe(Expenses.Where(spent => spent.Line == line.LineId).Sum(spent => spent.PaidAmountMicros));
        }

        Budget.Root.Lines.Sum(line => line.AllocatedAmountMicros).ShouldBe(Budget.Root.TotalAmountMicros);
        foreach (var spent in Expenses)
            (spent.PaidAmountMicros >= 0 && spent.RefundedAmountMicros >= 0 && spent.PaidAmountMicros + spent.RefundedAmountMicros + spent.ReversedAmountMicros <= spent.AmountMicros).ShouldBeTrue(spent.ToString());

        var planned = Budget.Root.Lines.Where(line => line.LineId != "reserve").Sum(line => line.AllocatedAmountMicros) - Budget.Root.ReserveDrawnAmountMicros;
        planned.ShouldBeLessThanOrEqualTo(Budget.Root.TotalAmountMicros - (Budget.Root.TotalAmountMicros * 900 / 10_000));
        foreach (var held in Reservations)
        {
            (held.HeldAmountMicros + held.CapturedAmountMicros + held.ReleasedAmountMicros + held.SplitAmountMicros).ShouldBe(held.AmountMicros);
            (held.State == State.Held).ShouldBe(held.HeldAmountMicros > 0);
            (held.State == State.Captured).ShouldBe(held.HeldAmountMicros == 0 && held.CapturedAmountMicros + held.SplitAmountMicros > 0);
        }

        foreach (var cost in Budget.Touched.Select(child => child.Value).OfType<ContentCost>())
        {
            var id = cost.Name.Split('/')[^1];
            bool IsFor(CostObject? given) => given?.Content.EndsWith($"/{id}") == true;

            var used = Reservations.Where(held => IsFor(held.CostObject)).Sum(held => held.HeldAmountMicros) + Expenses.Where(spent => IsFor(spent.CostObject)).Sum(spent => spent.AmountMicros - spent.RefundedAmountMicros - spent.ReversedAmountMicros);
            cost.UsedAmountMicros.ShouldBe(used);
            cost.Lines.Sum(line => line.UsedAmountMicros).ShouldBe(used);
            used.ShouldBeLessThanOrEqualTo(Budget.Root.ContentCapAmountMicros);
        }

        foreach (var adjustment in Budget.Touched.Select(child => child.Value).OfType<Adjustment>())
            (adjustment.TotalAfterMicros - adjustment.TotalBeforeMicros).ShouldBe(adjustment.Changes.Sum(change => change.AfterMicros - change.BeforeMicros));

        Budget.Root.Warnings.Any(warning => warning.Code == BudgetWarning.Types.Code.CostOverrun && warning.AmountMicros <= 0).ShouldBeFalse();
        Budget.Root.Lines.Where(line => line.LeftAmountMicros < 0).ShouldAllBe(line => Budget.Root.Warnings.Any(warning => warning.Line == line.LineId));
        Budget.Root.OpenReservationCount.ShouldBe(Reservations.Count(held => held.State == State.Held));
    }

    private static LineControl.Types.Mode Mode(int pick) => (LineControl.Types.Mode)(pick % 4);

    /// <summary>Every third comes back in another currency.</summary>
    private static RefundExpenseRequest Refund(string expense, Attempt attempt, string reference) => attempt.Pick % 3 == 0
        ? new() { Name = expense, AmountMicros = attempt.AmountMicros, ExternalReference = reference, CurrencyCode = "JPY", ExchangeRate = new() { RateNanos = 37_000_001L * (1 + (attempt.Pick % 50)) } }
        : new() { Name = expense, AmountMicros = attempt.AmountMicros, ExternalReference = reference };

    /// <summary>As the store adds them up.</summary>
    private LineUses Uses(string line) => new(
        Budget.Version,
        1,
        [
            .. Reservations.Where(held => held.Line == line).Select(held => (Day(held.EffectiveDate), held.HeldAmountMicros)),
            .. Expenses.Where(spent => spent.Line == line).Select(spent => (Day(spent.EffectiveDate), spent.AmountMicros - spent.RefundedAmountMicros - spent.ReversedAmountMicros)),
        ]);

    private static DateOnly Day(Google.Type.Date date) => new(date.Year, date.Month, date.Day);

    /// <summary>The budget called anew, and of a line its justification, control or plan; most of which some states refuse.</summary>
    private UpdateBudgetRequest Edited(string lineId, Attempt attempt)
    {
        var line = new BudgetLine { LineId = lineId };
        switch (attempt.Pick % 4)
        {
            case 0:
                line.Justification = $"{attempt.AmountMicros}";
                break;
            case 1:
                line.Control = new() { Hold = Mode(attempt.Pick), MonthHold = Mode(attempt.Pick / 16), MonthSpend = Mode(attempt.AmountMicros) };
                break;
            case 2:
                line.Months.Add([Story.Month(3, attempt.AmountMicros), Story.Month(4, Budget.Line(lineId).AllocatedAmountMicros - attempt.AmountMicros)]);
                break;
            default:
                line.DisplayName = $"{attempt.AmountMicros}";
                break;
        }

        return new() { Budget = new() { DisplayName = attempt.Final ? $"{attempt.AmountMicros}" : "", Lines = { line } } };
    }

    private static TransferFundsRequest Transfer(string giver, string line, Attempt attempt) =>
        new() { Name = giver, Legs = { new TransferLeg { Line = "content", AmountMicros = attempt.AmountMicros, CounterBudget = attempt.Final ? Story.BudgetName : "workspaces/acme/budgets/third", CounterLine = line } } };

    /// <summary>What moved money not long ago; now and then a capture or a refund, of which there are few.</summary>
    private Recorded? Reversible(int pick)
    {
        var entries = _recorded.Where(recorded => Ledger.Events.Contains(recorded.Message.Descriptor)).Reverse();
        return (pick % 4) switch
        {
            0 => entries.FirstOrDefault(recorded => recorded.Message is ReservationCaptured),
            1 => entries.FirstOrDefault(recorded => recorded.Message is ExpenseRefunded),
            _ => entries.ElementAtOrDefault(pick / 4 % 4),
        };
    }

    /// <summary>The budget with all its holds, as its closing loads them.</summary>
    private Aggregate<Budget> Loaded()
    {
        var loaded = new Aggregate<Budget>(Budget.Name, Budget.Version, Budget.Root);
        foreach (var (id, child) in Budget.Touched)
            loaded.Load(id, child);
        return loaded;
    }

    private string Id() => $"{Budget.Name.Split('/')[^1]}-{++_ids}";

    private static string? Named(IEnumerable<string> names, int pick) =>
        names.Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } all ? all[pick % all.Length] : null;
}
