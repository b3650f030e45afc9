using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using BudgetState = OpsPlatform.Budgets.V1.Budget.Types.State;
using State = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    private static readonly Duration _defaultTtl = Duration.FromTimeSpan(TimeSpan.FromDays(7));

    public static IEnumerable<IMessage> Reserve(Aggregate<Budget> budget, ReserveFundsRequest request, DecisionContext context)
    {
        budget.Root.MustBe(BudgetState.Active);
        if (request.SourceReservation.Length > 0)
            return Split(budget, request, context);

        var line = budget.Root.LineFor(request.Line, request.CostItem);
        var (amount, conversion) = Currencies.Convert(budget.Root.CurrencyCode, request.AmountMicros, request.CurrencyCode, request.ExchangeRate);
        line.MustClassify(request.CostItem);
        var date = budget.Root.EffectiveDate(request.EffectiveDate, context);
        ContentCosts.MustFit(budget, line, request.CostObject, amount, request.AskApproval, context);
        return
        [
            .. line.Hold(amount, date, context),
            new FundsReserved
            {
                Reservation = context.Id,
                Line = line.LineId,
                AmountMicros = amount,
                CostItem = request.CostItem,
                Purpose = request.Purpose,
                ExternalReference = request.ExternalReference,
                EffectiveDate = date,
                ExpireTime = ExpireTime(context.Time, request.Ttl ?? _defaultTtl),
                Requester = request.Requester,
                CostObject = request.CostObject,
                Approval = context.Approval,
                Conversion = conversion,
            },
        ];
    }

    public static IEnumerable<IMessage> Capture(Aggregate<Budget> budget, CaptureReservationRequest request, DecisionContext context)
    {
        var reservation = budget.Named<Reservation>(request.Name);
        MustBeHeld(reservation, context);
        Currencies.MustBe(budget.Root.CurrencyCode, request.CurrencyCode);
        var held = reservation.HeldAmountMicros;
        var amount = request.HasAmountMicros ? request.AmountMicros : held;
        MustHold(reservation, amount);

        var captured = new ReservationCaptured
        {
            Reservation = reservation.Name.LastId(),
            Expense = context.NewId(),
            Line = reservation.Line,
            AmountMicros = amount,
            CostItem = reservation.CostItem,
            Purpose = reservation.Purpose,
            ExternalReference = request.ExternalReference.Length > 0 ? request.ExternalReference : reservation.ExternalReference,
            EffectiveDate = budget.Root.EffectiveDate(request.EffectiveDate, context),
            Requester = reservation.Requester,
            CostObject = reservation.CostObject,
            Approval = context.Approval,
        };
        var overrun = budget.Root.Line(reservation.Line).Capture(amount, reservation.EffectiveDate, captured.EffectiveDate, context);
        return request.Final && amount < held ? [.. overrun, captured, Released(reservation, held - amount, captured.EffectiveDate)] : [.. overrun, captured];
    }

    public static IEnumerable<IMessage> Release(Aggregate<Budget> budget, ReleaseReservationRequest request, DecisionContext context)
    {
        var reservation = budget.Named<Reservation>(request.Name);
        return reservation.State switch
        {
            State.Captured when reservation.ReleasedAmountMicros == 0 => throw Finished(reservation),
            not State.Held => [],
            _ when reservation.IsDue(context.Time) => [Expired(reservation, budget.Root.NearestDate(context))],
            _ => [Released(reservation, reservation.HeldAmountMicros, budget.Root.NearestDate(context))],
        };
    }

    /// <summary>Gives back what due reservations still hold. Those that are finished, not yet due or unknown are passed over.</summary>
    public static IEnumerable<IMessage> Expire(Aggregate<Budget> budget, ExpireReservations command, DecisionContext context) =>
    [
        .. from id in command.Reservations.Distinct()
           let reservation = budget.Find<Reservation>(ReservationKey(id))
           where reservation?.IsDue(context.Time) == true
           select Expired(reservation, budget.Root.NearestDate(context)),
    ];

    /// <summary>Takes over a part of a hold. What a line has left, and what its months have, stays as it is.</summary>
    private static IEnumerable<IMessage> Split(Aggregate<Budget> budget, ReserveFundsRequest request, DecisionContext context)
    {
        var source = request.SourceReservation.StartsWith($"{budget.Name}/", StringComparison.Ordinal) ? budget.Find<Reservation>(request.SourceReservation[(budget.Name.Length + 1)..]) : null;
        if (source is null)
            throw new Refusal(ErrorReason.ResourceNotFound, "");
        if (source.Line != request.Line)
            throw new Refusal(ErrorReason.SourceLineMismatch, "line", ("source", source.Line), ("line", request.Line));
        MustBeHeld(source, context);
        Currencies.MustBe(budget.Root.CurrencyCode, request.CurrencyCode);
        MustHold(source, request.AmountMicros);

        var costObject = request.CostObject?.Clone() ?? new CostObject();
        if (costObject.Campaign.Length == 0)
            costObject.Campaign = source.CostObject?.Campaign ?? "";
        if (costObject.Content != source.CostObject?.Content)
            ContentCosts.MustFit(budget, budget.Root.Line(source.Line), costObject, request.AmountMicros, request.AskApproval, context);
        return
        [
            new ReservationSplit
            {
                Reservation = context.Id,
                SourceReservation = source.Name.LastId(),
                Line = source.Line,
                AmountMicros = request.AmountMicros,
                CostItem = source.CostItem,
                Purpose = request.Purpose,
                ExternalReference = request.ExternalReference,
                EffectiveDate = source.EffectiveDate,
                ExpireTime = ExpireTime(context.Time, request.Ttl ?? _defaultTtl),
                Requester = request.Requester,
                CostObject = costObject,
            },
        ];
    }

    private static void MustBeHeld(Reservation reservation, DecisionContext context)
    {
        if (reservation.IsDue(context.Time) || reservation.EndedByTime())
            throw RanOut(reservation);
        if (reservation.State != State.Held)
            throw Finished(reservation);
    }

    private static void MustHold(Reservation reservation, long amountMicros)
    {
        if (amountMicros > reservation.HeldAmountMicros)
            throw new Refusal(ErrorReason.CaptureExceedsHold, "amount_micros", ("held", new Micros(reservation.HeldAmountMicros)), ("asked", new Micros(amountMicros)));
    }

    private static bool IsDue(this Reservation reservation, DateTimeOffset time) =>
        reservation.State == State.Held && reservation.ExpireTime.ToDateTimeOffset() <= time;

    /// <summary>What was captured in part is CAPTURED after its rest has expired, and only its times tell: from its expire time on, nothing else ends it.</summary>
    private static bool EndedByTime(this Reservation reservation) =>
        reservation.State == State.Expired || (reservation.State == State.Captured && reservation.UpdateTime.ToDateTimeOffset() >= reservation.ExpireTime.ToDateTimeOffset());

    // Not Duration.ToTimeSpan: it throws on nanos that do not fit their seconds, and keeps more than the database's microseconds.
    private static Timestamp ExpireTime(DateTimeOffset time, Duration ttl) =>
        (time + TimeSpan.FromSeconds(ttl.Seconds) + TimeSpan.FromMicroseconds(ttl.Nanos / 1_000)).ToTimestamp();

    private static Refusal RanOut(Reservation reservation) =>
        new(ErrorReason.ReservationExpired, "name", ("expire_time", $"{reservation.ExpireTime.ToDateTime():yyyy-MM-ddTHH:mm:ss.FFFFFFZ}"));

    private static Refusal Finished(Reservation reservation) =>
        new(ErrorReason.ReservationFinished, "name", ("state", reservation.State.WireName()));

    private static ReservationReleased Released(Reservation reservation, long amountMicros, Google.Type.Date date) => new()
    {
        Reservation = reservation.Name.LastId(),
        Line = reservation.Line,
        AmountMicros = amountMicros,
        EffectiveDate = date,
        CostObject = reservation.CostObject,
    };

    private static ReservationExpired Expired(Reservation reservation, Google.Type.Date date) => new()
    {
        Reservation = reservation.Name.LastId(),
        Line = reservation.Line,
        AmountMicros = reservation.HeldAmountMicros,
        EffectiveDate = date,
        CostObject = reservation.CostObject,
    };
}
