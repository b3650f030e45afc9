using Google.Api;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What an update edits of a budget and of its lines, and in which state.</summary>
internal static class BudgetEdits
{
    public const string Lines = "lines";
    private const string Control = "control";
    private const string Months = "months";
    private const string DisplayName = "display_name";

    public static readonly string[] OfBudget = [DisplayName, "content_cap_amount_micros", Lines];

    /// <summary>What describes a line, and is no part of its control.</summary>
    public static readonly string[] Described = [DisplayName, "nature", "min_amount_micros", "max_amount_micros", "justification", "previous_amount_micros", "content_cap_amount_micros"];

    public static readonly string[] OfLine = [.. Described, Control, Months];

    /// <summary>What a caller has given to a line once and for all.</summary>
    public static readonly string[] Fixed =
    [
        .. BudgetLine.Descriptor.Fields.InDeclarationOrder()
            .Where(field => field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.OutputOnly) is not true)
            .Select(field => field.Name).Except([.. OfLine, "line_id"]),
    ];

    private static readonly string[] _edited = [.. Described, Control];

    /// <summary>The line with what is given of it, whether or not it may be; without its months, which follow from more than that.</summary>
    /// <param name="isWhole">Whether what is not given is emptied.</param>
    public static BudgetLine Of(BudgetLine line, BudgetLine given, bool isWhole)
    {
        var (edited, nothing) = (line.Clone(), new BudgetLine());
        IEnumerable<string> paths = [.. isWhole ? _edited : _edited.Changed(nothing, given), .. Fixed.Changed(nothing, given)];
        paths.Merge(given, edited);
        edited.DisplayName = edited.DisplayName.Length > 0 ? edited.DisplayName : line.LineId;
        return edited;
    }

    /// <summary>What is given of a line's control and its plan, and is not as it is. Once the budget is active, SetLineControl alone changes it.</summary>
    public static IReadOnlyCollection<string> Controlled(BudgetLine line, LineControl? control, IReadOnlyCollection<LineMonth> months) =>
    [
        .. Equals(line.Control, control) ? Array.Empty<string>() : [Control],
        .. months.Count == 0 || months.Select(Plan).SequenceEqual(line.Months.Select(Plan)) ? Array.Empty<string>() : [Months],
    ];

    /// <param name="fields">Those that can be edited in some state.</param>
    /// <param name="changed">Those that are to change.</param>
    /// <param name="place">Where they are in the request.</param>
    public static void MustBeOpen(State state, IEnumerable<string> fields, IEnumerable<string> changed, string place)
    {
        string[] open = [.. fields.Where(name => state is State.Draft or State.Rejected || name is DisplayName or Lines)];
        if (changed.Except(open).FirstOrDefault() is { } other)
            throw new Refusal(ErrorReason.BudgetFieldFixed, $"{place}.{other}", ("field", $"{place}.{other}"), ("state", state.WireName()), ("editable", string.Join(", ", open)));
    }

    private static (Google.Type.Date Month, long AmountMicros) Plan(LineMonth month) => (month.MonthStartDate, month.PlannedAmountMicros);
}
