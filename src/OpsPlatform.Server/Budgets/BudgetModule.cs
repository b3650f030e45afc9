using Google.Protobuf;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Projections;

namespace OpsPlatform.Server.Budgets;

/// <summary>What budgets bring to the server.</summary>
internal static class BudgetModule
{
    public static Nouns AddBudgets(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<Budget>(BudgetDecider.Evolve, DueTime, Reservation.Descriptor, Expense.Descriptor, Reversal.Descriptor, Adjustment.Descriptor, BudgetReview.Descriptor, ContentCost.Descriptor) { Impact = BudgetImpacts.Of, Beside = ContentCosts.Beside });
        services.AddSingleton<CostObjects>();
        services.AddSingleton<Transfers>();
        services.AddSingleton<LineUseQuery>();
        services.AddHostedService<BudgetClosingWork>();
        services.AddSingleton<LedgerQuery>();
        services.AddSingleton<CostSheetQuery>();
        services.AddSingleton<ForecastQuery>();
        services.AddSingleton<ReturnQuery>();
        services.AddHostedService<ReservationExpiry>();
        services.AddProjection<BudgetMonths>();
        services.AddHostedService<BudgetArchiving>();
        return nouns.Add<BudgetService>(
            services, OpsPlatform.Budgets.V1.BudgetService.Descriptor, BudgetsEventsReflection.Descriptor, Budget.Descriptor, Reservation.Descriptor, Expense.Descriptor,
            Reversal.Descriptor, Adjustment.Descriptor, BudgetReview.Descriptor, ContentCost.Descriptor);
    }

    private static DateTimeOffset? DueTime(IMessage document) => document switch
    {
        Reservation { State: Reservation.Types.State.Held } held => held.ExpireTime.ToDateTimeOffset(),

        Budget { State: Budget.Types.State.Closing } => BudgetClosingWork.Due,

        // The archive counts from here; nothing changes a closed budget any more.
        Budget { State: Budget.Types.State.Closed } closed => closed.UpdateTime.ToDateTimeOffset(),
        _ => null,
    };
}
