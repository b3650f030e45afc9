using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Direction = OpsPlatform.Metrics.V1.Metric.Types.Direction;
using Warning = OpsPlatform.Metrics.V1.KpiSet.Types.Warning;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Decides what happens to a workspace's own KPI set, and folds what has happened.</summary>
public static class KpiSetDecider
{
    internal const string DefaultCurrency = "CNY";

    private const string Kpis = "kpis";

    private static readonly string[] Editable = ["display_name", "description", Kpis, "currency_code", "horizon", "model"];

    public static IEnumerable<IMessage> Create(Aggregate<KpiSet> set, CreateKpiSetRequest request, KnownMetrics metrics, DecisionContext context)
    {
        MustNotBeBuiltIn(context.Id);
        var given = Checked(request.KpiSet, metrics);
        return
        [
            new KpiSetCreated
            {
                KpiSet = new KpiSet
                {
                    DisplayName = given.DisplayName,
                    Description = given.Description,
                    Kpis = { given.Kpis },
                    CurrencyCode = given.CurrencyCode.Length > 0 ? given.CurrencyCode : DefaultCurrency,
                    Horizon = given.Horizon,
                    Model = given.Model,
                },
            },
        ];
    }

    public static IEnumerable<IMessage> Update(Aggregate<KpiSet> set, UpdateKpiSetRequest request, KnownMetrics metrics, DecisionContext context)
    {
        if (set.Root.DeleteTime is { } time)
            throw new Refusal(ErrorReason.KpiSetDeleted, "", ("delete_time", $"{time.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}"));
        var named = request.UpdateMask.Editing(request.KpiSet, Editable);
        var given = named.Contains(Kpis) ? Checked(request.KpiSet, metrics) : request.KpiSet;
        MustHaveModel(given.Model);
        var paths = named.Changed(set.Root, given);
        if (paths.Count == 0)
            return [];
        var updated = new KpiSetUpdated { KpiSet = new KpiSet(), Paths = { paths } };
        paths.Merge(given, updated.KpiSet);
        return [updated];
    }

    public static IEnumerable<IMessage> Delete(Aggregate<KpiSet> set, DeleteKpiSetRequest request, DecisionContext context) =>
        set.Root.DeleteTime is null ? [new KpiSetDeleted { Time = context.Time.ToTimestamp() }] : [];

    public static IEnumerable<IMessage> Undelete(Aggregate<KpiSet> set, UndeleteKpiSetRequest request, DecisionContext context) =>
        set.Root.DeleteTime is null ? [] : [new KpiSetUndeleted()];

    /// <exception cref="Refusal">It comes with OpsPlatform, so that it has no stream to decide on.</exception>
    public static void MustNotBeBuiltIn(string name) => BuiltInKpiSets.All.MustNotHave(name, ErrorReason.KpiSetBuiltIn);

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<KpiSet> set, Recorded recorded)
    {
        var root = set.Root;
        switch (recorded.Message)
        {
            case KpiSetCreated created:
                root.MergeFrom(created.KpiSet.Clone());
                break;
            case KpiSetUpdated updated:
                updated.Paths.Merge(updated.KpiSet.Clone(), root);
                break;
            case KpiSetDeleted deleted:
                root.DeleteTime = deleted.Time.Clone();
                break;
            case KpiSetUndeleted:
                root.DeleteTime = null;
                break;
            default:
                throw new UnreachableException($"{set.Name} has an event that no KPI set can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }

        Judge(root);
    }

    /// <summary>What it lacks of its model, and what of it is at odds.</summary>
    private static void Judge(KpiSet set)
    {
        set.MissingMetrics.Clear();
        if (BuiltInKpiSets.All.Find(set.Model) is { } model)
            set.MissingMetrics.Add(model.Kpis.Select(kpi => kpi.Metric).Except(set.Kpis.Select(kpi => kpi.Metric)));
        set.Warnings.Clear();
        if (Raised("followers") && Raised("order-value"))
            set.Warnings.Add(Warning.FansAgainstOrderValue);

        bool Raised(string metric) => set.Kpis.Any(kpi => kpi.Metric == metric && kpi.HasTarget && kpi.Direction == Direction.HigherIsBetter);
    }

    private static KpiSet Checked(KpiSet given, KnownMetrics metrics)
    {
        MustHaveModel(given.Model);
        var set = given.Clone();
        set.Kpis.Clear();
        set.Kpis.Add(KpiRules.Checked(given.Kpis, metrics));
        return set;
    }

    private static void MustHaveModel(string model)
    {
        if (model.Length > 0 && !BuiltInKpiSets.All.Has(model))
            throw new Refusal(ErrorReason.KpiModelUnknown, "kpi_set.model", ("model", model));
    }
}
