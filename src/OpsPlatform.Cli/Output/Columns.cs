using Google.Protobuf.Reflection;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Erasures.V1;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Partners.V1;
using OpsPlatform.Persons.V1;
using OpsPlatform.Projections.V1;
using OpsPlatform.Suppliers.V1;
using Goal = OpsPlatform.Metrics.V1.Goal;

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
        [OpsPlatform.Metrics.V1.Evaluation.Descriptor] = ["name", "state", "start_date", "end_date", "met_count", "missed_count", "missed_metrics"],
        [MetricBatch.Descriptor] = ["name", "state", "recorded_count", "corrected_count", "unchanged_count", "failed_count", "create_time"],
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
        [Adjustment.Descriptor] = ["name", "trigger", "state", "figure_bps", "total_before_micros", "total_after_micros", "proposer", "reviewer"],
        [LineChange.Descriptor] = ["line", "before_micros", "delta_micros", "after_micros"],
        [CostSheetItem.Descriptor] = ["cost_item", "amount_micros", "refunded_amount_micros", "expense_count"],
        [BudgetReview.Descriptor] = ["name", "findings", "reviewer", "create_time"],
        [BudgetMonth.Descriptor] =
            ["month_start_date", "line", "reserved_amount_micros", "released_amount_micros", "expired_amount_micros", "captured_amount_micros", "spent_amount_micros", "refunded_amount_micros"],
        [BudgetDay.Descriptor] =
            ["date", "line", "reserved_amount_micros", "released_amount_micros", "expired_amount_micros", "captured_amount_micros", "spent_amount_micros", "refunded_amount_micros", "allocated_change_micros", "held_change_micros", "spent_change_micros"],
        [Supplier.Descriptor] = ["name", "display_name", "category", "member", "state", "grade", "labels"],
        [SupplierContact.Descriptor] = ["name", "contact_time", "channel", "summary", "principal"],
        [Exchange.Descriptor] = ["name", "mode", "resource_class", "given", "received", "create_time"],
        [SupplierScorecard.Descriptor] = ["name", "display_name", "keep_bps", "bar_below_bps"],
        [Criterion.Descriptor] = ["criterion_id", "weight_bps", "display_name"],
        [OpsPlatform.Suppliers.V1.Evaluation.Descriptor] = ["month_start_date", "scorecard", "score_bps", "note", "evaluator"],
        [StandingPart.Descriptor] = ["month_start_date", "age_months", "share_bps", "score_bps"],
        [SimulatedStanding.Descriptor] = ["simulated_rank", "supplier", "rank", "score_bps", "left_out_count", "simulated_score_bps"],
        [Campaign.Descriptor] = ["name", "display_name", "state", "start_date", "end_date", "budget", "labels"],
        [QuoteRequest.Descriptor] = ["name", "display_name", "item_code", "quantity", "unit", "deadline_time", "state"],
        [Quote.Descriptor] = ["supplier", "submit_time", "withdraw_time", "offer"],
        [QuoteRow.Descriptor] =
            ["rank", "supplier", "unit_price_micros", "total_micros", "saving_bps", "lead_days", "score_bps", "points_per_million", "previous_unit_price_micros", "change_bps", "price_rise"],
        [Agreement.Descriptor] = ["name", "display_name", "supplier", "state", "start_date", "end_date", "scope"],
        [Order.Descriptor] = ["name", "display_name", "supplier", "task", "state", "total_micros", "accepted_micros"],
        [Deliverable.Descriptor] = ["deliverable_id", "title", "unit_price_micros", "quantity", "accepted_quantity", "pending_quantity"],
        [Delivery.Descriptor] = ["delivery_id", "deliverable_id", "state", "quantity", "accepted_quantity", "amount_micros", "submit_time", "decide_time", "reason"],
        [Settlement.Descriptor] = ["name", "agreement", "supplier", "start_date", "end_date", "total_micros"],
        [SettlementLine.Descriptor] = ["kind", "order", "metric_id", "quantity", "rate_micros", "per_count", "share_bps", "there_count", "expected_count", "amount_micros"],
        [DependencyFinding.Descriptor] = ["code", "category", "supplier", "budget", "share_bps", "order_count"],
        [DependencyShare.Descriptor] = ["supplier", "category", "committed_micros", "share_bps"],
        [Content.Descriptor] = ["name", "title", "account", "kind", "state", "version", "slot_time"],
        [ContentVersion.Descriptor] = ["number", "author", "sha256", "create_time"],
        [Remark.Descriptor] = ["create_time", "author", "audience", "version", "text"],
        [ReviewChain.Descriptor] = ["name", "display_name", "stages", "built_in"],
        [ReviewStage.Descriptor] = ["role_id", "display_name", "reviewers", "self_review", "deadline", "escalation_role_id"],
        [StageApproval.Descriptor] = ["stage", "principal", "role_id", "approve_time", "sha256"],
        [CheckFinding.Descriptor] = ["severity", "code", "field", "start", "end", "word", "rule", "word_list_version", "content", "actual", "limit"],
        [WordList.Descriptor] = ["name", "display_name", "version", "word_count", "update_time"],
        [WordGroup.Descriptor] = ["rule", "severity", "words"],
        [CalendarFinding.Descriptor] = ["date", "code", "content", "class_id", "actual", "minimum", "maximum"],
        [MixClass.Descriptor] = ["class_id", "content_count", "actual_bps", "target_bps", "deviation_bps", "planned_count"],
        [TextChange.Descriptor] = ["kind", "text"],
        [PlanPhase.Descriptor] = ["phase_id", "display_name", "state", "start_date", "end_date", "latest_end_date", "claimed_task_count"],
        [PlanTask.Descriptor] = ["task_id", "phase_id", "state", "start_date", "end_date", "working_day_count", "owner_id", "depends_on", "done_date", "optional"],
        [Milestone.Descriptor] = ["milestone_id", "display_name", "state", "due_date", "gate_of", "forerunners", "requirements", "missing", "late"],
        [Experiment.Descriptor] = ["name", "display_name", "state", "planned_trial_count", "rollout_bps"],
        [Variant.Descriptor] = ["variant_id", "display_name", "trial_count", "success_count"],
        [Lesson.Descriptor] = ["name", "display_name", "kind", "stage", "tags", "cause_tag", "recurrence_count", "use_count"],
        [KnowledgeChange.Descriptor] = ["name", "trigger", "tags", "reason", "remaining_count", "create_time"],
        [Incident.Descriptor] = ["name", "kind", "level", "state", "summary", "due_time", "breached_limits", "late_duration"],
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
