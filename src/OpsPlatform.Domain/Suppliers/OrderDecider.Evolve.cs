using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Suppliers.V1;
using DeliveryState = OpsPlatform.Suppliers.V1.Delivery.Types.State;
using State = OpsPlatform.Suppliers.V1.Order.Types.State;

namespace OpsPlatform.Domain.Suppliers;

public static partial class OrderDecider
{
    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Order> order, Recorded recorded)
    {
        var root = order.Root;
        switch (recorded.Message)
        {
            case OrderCreated created:
                root.MergeFrom(created.Order.Clone());
                root.State = State.Open;
                break;
            case DeliverySubmitted submitted:
                root.Deliveries.Add(new Delivery
                {
                    DeliveryId = submitted.DeliveryId,
                    DeliverableId = submitted.DeliverableId,
                    Quantity = submitted.Quantity,
                    State = DeliveryState.Pending,
                    EvidenceSha256 = submitted.EvidenceSha256,
                    Submitter = submitted.Principal,
                    SubmitTime = recorded.Time.ToTimestamp(),
                });
                Of(root, submitted.DeliverableId).PendingQuantity += submitted.Quantity;
                break;
            case DeliveryAccepted accepted:
                var taken = Decided(root, accepted.DeliveryId, DeliveryState.Accepted, accepted.Principal, recorded.Time);
                (taken.AcceptedQuantity, taken.AmountMicros, taken.LegalReviewSha256) = (accepted.AcceptedQuantity, accepted.AmountMicros, accepted.LegalReviewSha256);
                taken.Content = accepted.Content;
                Of(root, taken.DeliverableId).AcceptedQuantity += accepted.AcceptedQuantity;
                root.AcceptedMicros += accepted.AmountMicros;
                break;
            case DeliveryRejected rejected:
                Decided(root, rejected.DeliveryId, DeliveryState.Rejected, rejected.Principal, recorded.Time).Reason = rejected.Reason;
                break;
            case OrderHoldMoved moved:
                root.Reservation = moved.Reservation;
                break;
            case OrderClosed closed:
                (root.State, root.StateReason) = (State.Closed, closed.Reason);
                break;
            case OrderTerminated terminated:
                (root.State, root.StateReason) = (State.Terminated, terminated.Reason);
                break;
            default:
                throw new UnreachableException($"{order.Name} has an event that no order can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static Delivery Decided(Order order, string id, DeliveryState state, string principal, DateTimeOffset time)
    {
        var delivery = Find(order, id);
        (delivery.State, delivery.Decider, delivery.DecideTime) = (state, principal, time.ToTimestamp());
        Of(order, delivery.DeliverableId).PendingQuantity -= delivery.Quantity;
        return delivery;
    }

    private static Deliverable Of(Order order, string id) => order.Deliverables.First(deliverable => deliverable.DeliverableId == id);
}
