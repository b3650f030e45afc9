using Google.Protobuf.Reflection;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Campaigns.V1;
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
        [Campaign.Descriptor] = ["name", "display_name", "state", "start_date", "end_date", "budget", "labels"],
        [PlanPhase.Descriptor] = ["phase_id", "display_name", "state", "start_date", "end_date", "latest_end_date", "claimed_task_count"],
        [PlanTask.Descriptor] = ["task_id", "phase_id", "state", "start_date", "end_date", "working_day_count", "owner_id", "depends_on", "done_date", "optional"],
        [Milestone.Descriptor] = ["milestone_id", "display_name", "state", "due_date", "gate_of", "forerunners", "requirements", "missing", "late"],
        [Experiment.Descriptor] = ["name", "display_name", "state", "planned_trial_count", "rollout_bps"],
        [Variant.Descriptor] = ["variant_id", "display_name", "trial_count", "success_count"],
        [Lesson.Descriptor] = ["name", "display_name", "kind", "stage", "tags", "cause_tag", "recurrence_count", "use_count"],
        [PlanTemplate.Descriptor] = ["name", "display_name", "unit", "built_in"],
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
