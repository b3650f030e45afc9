using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;
using State = OpsPlatform.Suppliers.V1.Agreement.Types.State;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>Decides what happens to an agreement, and folds what has happened.</summary>
public static class AgreementDecider
{
    private const int Whole = 10_000;
    private const int Sides = 2;

    /// <param name="supplier">The one that the request names, as it is now.</param>
    public static IEnumerable<IMessage> Draft(Aggregate<Agreement> agreement, CreateAgreementRequest request, Supplier supplier, DecisionContext context)
    {
        var given = request.Agreement;
        SupplierGate.MustBeOpen(supplier, context.Time, "agreement.supplier");
        if (given.EndDate.ToDay() < given.StartDate.ToDay())
            throw new Refusal(ErrorReason.AgreementTermInvalid, "agreement.end_date", ("start_date", Text(given.StartDate)), ("end_date", Text(given.EndDate)));
        if (given.Parties.Sum(party => party.ShareBps) is not Whole and var sum)
            throw new Refusal(ErrorReason.AgreementSharesSum, "agreement.parties", ("sum", sum));
        MustBeWhole(given.PayTerms);
        var drafted = new Agreement
        {
            DisplayName = given.DisplayName,
            Supplier = given.Supplier,
            CurrencyCode = given.CurrencyCode,
            Scope = { given.Scope },
            StartDate = given.StartDate,
            EndDate = given.EndDate,
            BenefitSplit = given.BenefitSplit,
            DutySplit = given.DutySplit,
            ExitRule = given.ExitRule,
            PayTerms = given.PayTerms,
            Parties = { given.Parties },
        };
        return [new AgreementDrafted { Agreement = drafted }];
    }

    public static IEnumerable<IMessage> Sign(Aggregate<Agreement> agreement, SignAgreementRequest request, DecisionContext context)
    {
        var root = agreement.Root;
        var (own, other) = (root.Signatures.FirstOrDefault(signature => signature.Side == request.Side), root.Signatures.FirstOrDefault(signature => signature.Side != request.Side));
        if (own?.Principal == context.Principal)
            return [];
        MustBe(root, State.Draft);
        if (own is not null)
            throw new Refusal(ErrorReason.AgreementSideSigned, "side", ("side", request.Side.WireName()), ("principal", own.Principal));
        return other?.Principal == context.Principal
            ? throw new Refusal(ErrorReason.SeparationOfDuties, "", ("principal", context.Principal))
            : [new AgreementSigned { Side = request.Side, Principal = context.Principal }];
    }

    public static IEnumerable<IMessage> RecordLetter(Aggregate<Agreement> agreement, RecordComplianceLetterRequest request, DecisionContext context)
    {
        MustBe(agreement.Root, State.Draft, State.Active);
        return agreement.Root.ComplianceLetter is { } letter && letter.EvidenceSha256.Equals(request.EvidenceSha256) && letter.Signer == request.Signer
            ? []
            : [new ComplianceLetterRecorded { EvidenceSha256 = request.EvidenceSha256, Signer = request.Signer }];
    }

    public static IEnumerable<IMessage> Terminate(Aggregate<Agreement> agreement, TerminateAgreementRequest request, DecisionContext context)
    {
        if (agreement.Root.State == State.Terminated)
            return [];
        MustBe(agreement.Root, State.Draft, State.Active);
        return [new AgreementTerminated { Reason = request.Reason }];
    }

    /// <summary>What the platform does by itself after the last day. It may ask late, twice or too early.</summary>
    public static IEnumerable<IMessage> Expire(Aggregate<Agreement> agreement, DecisionContext context) =>
        agreement.Root.State == State.Active && context.Time >= End(agreement.Root) ? [new AgreementExpired()] : [];

    /// <summary>When its last day is over, in UTC.</summary>
    public static DateTimeOffset End(Agreement agreement) => new(agreement.EndDate.ToDay().AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    /// <exception cref="Refusal">Nothing can be ordered under it today.</exception>
    internal static void MustBind(Agreement agreement, DateTimeOffset now)
    {
        MustBe(agreement, State.Active);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (today < agreement.StartDate.ToDay() || today > agreement.EndDate.ToDay())
            throw new Refusal(ErrorReason.AgreementDateOutside, "", ("date", $"{today:yyyy-MM-dd}"), ("start_date", Text(agreement.StartDate)), ("end_date", Text(agreement.EndDate)));
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Agreement> agreement, Recorded recorded)
    {
        var root = agreement.Root;
        switch (recorded.Message)
        {
            case AgreementDrafted drafted:
                root.MergeFrom(drafted.Agreement.Clone());
                root.State = State.Draft;
                break;
            case AgreementSigned signed:
                root.Signatures.Add(new Signature { Side = signed.Side, Principal = signed.Principal, SignTime = recorded.Time.ToTimestamp() });
                root.State = root.Signatures.Count == Sides ? State.Active : State.Draft;
                break;
            case ComplianceLetterRecorded letter:
                root.ComplianceLetter = new ComplianceLetter { EvidenceSha256 = letter.EvidenceSha256, Signer = letter.Signer, RecordTime = recorded.Time.ToTimestamp() };
                break;
            case AgreementTerminated terminated:
                (root.State, root.StateReason) = (State.Terminated, terminated.Reason);
                break;
            case AgreementExpired:
                root.State = State.Expired;
                break;
            default:
                throw new UnreachableException($"{agreement.Name} has an event that no agreement can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    internal static string Text(Google.Type.Date date) => $"{date.ToDay():yyyy-MM-dd}";

    private static void MustBeWhole(PayTerms terms)
    {
        var begins = terms.ShareTiers.Select(tier => tier.FromMicros).ToArray();
        var problem = begins.Length > 0 && begins[0] != 0 ? new Sentence("the first tier does not begin at 0", "首档起点不为 0")
            : begins.Zip(begins.Skip(1)).Any(pair => pair.First >= pair.Second) ? new Sentence("the tiers do not rise", "各档起点未递增")
            : begins.Length > 0 != terms.RevenueMetric.Length > 0 ? new Sentence("tiers and revenue_metric need each other", "分成档位与 revenue_metric 须同时提供")
            : terms.Accounts.Count == 0 && (begins.Length > 0 || terms.ResultRates.Count > 0) ? new Sentence("results and revenue need accounts", "按效果或收入计费须提供账号")
            : null;
        if (problem is not null)
            throw new Refusal(ErrorReason.AgreementTiersInvalid, "agreement.pay_terms", ("problem", problem));
    }

    private static void MustBe(Agreement agreement, params ReadOnlySpan<State> states)
    {
        if (!states.Contains(agreement.State))
            throw new Refusal(ErrorReason.AgreementState, "", ("state", agreement.State.WireName()), ("needed", string.Join('/', states.ToArray().Select(WireNames.WireName))));
    }
}
