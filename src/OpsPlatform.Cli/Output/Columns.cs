using Google.Protobuf.Reflection;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Erasures.V1;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Partners.V1;
using OpsPlatform.Persons.V1;
using OpsPlatform.Projections.V1;

namespace OpsPlatform.Cli.Output;

/// <summary>What a table shows of each resource, in order. A message that is not listed shows all its fields.</summary>
internal static class Columns
{
    private static readonly Dictionary<MessageDescriptor, string[]> Chosen = new()
    {
        [Account.Descriptor] = ["name", "display_name", "platform", "state", "region_code", "labels"],
        [TeamMember.Descriptor] = ["person", "role", "certified", "proof_count", "assign_time"],
        [Platform.Descriptor] = ["name", "display_name", "ecosystem", "publishes_by_api", "authorization_lifetime", "most_renewals"],
        [MatrixFinding.Descriptor] = ["code", "region_code", "accounts", "tag", "platforms"],
        [Metric.Descriptor] = ["metric_id", "display_name", "class", "unit", "direction", "aggregation", "numerator_metric_id", "denominator_metric_id"],
        [KpiSet.Descriptor] = ["name", "display_name", "horizon", "built_in", "missing_metrics", "warnings", "delete_time"],
        [Kpi.Descriptor] = ["group", "metric", "measure", "direction", "strict", "per", "base", "target", "weight", "due_months", "finding"],
        [FunnelModel.Descriptor] = ["name", "display_name", "built_in", "deleted", "break_limit_bps"],
        [Competitor.Descriptor] = ["display_name", "value"],
        [LifecycleModel.Descriptor] = ["name", "display_name", "built_in", "deleted"],
        [Audience.Descriptor] = ["name", "lifecycle_model", "finding", "update_time"],
        [Goal.Descriptor] = ["name", "display_name", "metric", "measure", "year", "target", "quarter_targets", "revision_count"],
        [MetricSeries.Descriptor] = ["group", "metric", "account_count", "total", "previous", "change_bps"],
        [MetricPoint.Descriptor] = ["state", "value", "there_count", "expected_count", "completeness"],
        [Budget.Descriptor] = ["name", "display_name", "state", "total_amount_micros", "period_start_date", "period_end_date"],
        [BudgetLine.Descriptor] =
            ["line_id", "display_name", "allocated_amount_micros", "held_amount_micros", "spent_amount_micros", "left_amount_micros", "focus_tag"],
        [Reservation.Descriptor] =
            ["name", "line", "state", "amount_micros", "held_amount_micros", "captured_amount_micros", "expire_time", "purpose"],
        [Expense.Descriptor] =
            ["name", "line", "amount_micros", "refunded_amount_micros", "effective_date", "cost_item", "purpose", "external_reference"],
        [LedgerEntry.Descriptor] = ["post_time", "kind", "line", "amount_micros", "source", "destination", "effective_date", "purpose", "principal"],
        [BudgetMonth.Descriptor] =
            ["month_start_date", "line", "reserved_amount_micros", "released_amount_micros", "expired_amount_micros", "captured_amount_micros", "spent_amount_micros", "refunded_amount_micros"],
        [Projection.Descriptor] = ["name", "state", "version", "position", "head_position", "lag_events", "update_time", "last_error"],
        [ProjectionError.Descriptor] = ["position", "message"],
        [Person.Descriptor] = ["subject_id", "display_name", "contact"],
        [Reveal.Descriptor] = ["name", "create_time", "principal", "resource", "purpose"],
        [Erasure.Descriptor] = ["name", "erase_time", "reason", "principal", "ledger_sequence", "subject_digest"],
        [Workspace.Descriptor] = ["name", "display_name", "kind", "state", "state_reason", "create_time"],
        [Partner.Descriptor] = ["name", "display_name", "kind", "state", "state_reason", "create_time"],
        [OpsPlatform.Partners.V1.Client.Descriptor] = ["name", "display_name", "partner", "state", "state_reason", "create_time"],
        [Grant.Descriptor] = ["name", "state", "roles", "permissions", "resources", "update_time"],
        [Role.Descriptor] = ["name", "display_name", "built_in", "deleted", "permissions"],
    };

    internal static bool AreChosen(MessageDescriptor message) => Chosen.ContainsKey(message);

    internal static IEnumerable<FieldDescriptor> Of(MessageDescriptor message) =>
        Chosen.TryGetValue(message, out var names) ? names.Select(message.FindFieldByName) : message.Fields.InDeclarationOrder();
}
