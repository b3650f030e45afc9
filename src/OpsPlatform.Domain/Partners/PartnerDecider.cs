using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Partners.V1;
using State = OpsPlatform.Partners.V1.Partner.Types.State;

namespace OpsPlatform.Domain.Partners;

/// <summary>Decides what happens to a partner, and folds what has happened.</summary>
public static class PartnerDecider
{
    public static IEnumerable<IMessage> Create(Aggregate<Partner> partner, CreatePartnerRequest request, DecisionContext context) =>
        [new PartnerCreated { Partner = new Partner { DisplayName = request.Partner.DisplayName, Kind = request.Partner.Kind } }];

    public static IEnumerable<IMessage> Suspend(Aggregate<Partner> partner, SuspendPartnerRequest request, DecisionContext context) =>
        partner.Root.State == State.Suspended ? [] : [new PartnerSuspended { Reason = request.Reason }];

    public static IEnumerable<IMessage> Resume(Aggregate<Partner> partner, ResumePartnerRequest request, DecisionContext context) =>
        partner.Root.State == State.Active ? [] : [new PartnerResumed()];

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Partner> partner, Recorded recorded)
    {
        var root = partner.Root;
        switch (recorded.Message)
        {
            case PartnerCreated created:
                root.MergeFrom(created.Partner);
                root.State = State.Active;
                break;
            case PartnerSuspended suspended:
                (root.State, root.StateReason) = (State.Suspended, suspended.Reason);
                break;
            case PartnerResumed:
                (root.State, root.StateReason) = (State.Active, "");
                break;
            default:
                throw new UnreachableException($"{partner.Name} has an event that no partner can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }
}
