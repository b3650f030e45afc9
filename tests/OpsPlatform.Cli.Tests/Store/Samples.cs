using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Projections.V1;

namespace OpsPlatform.Cli.Tests.Store;

/// <summary>Projections as the platform answers them.</summary>
internal static class Samples
{
    private static readonly Timestamp s_time = Timestamp.FromDateTime(new DateTime(2026, 10, 2, 9, 0, 0, DateTimeKind.Utc));

    internal static Projection Following() => new()
    {
        Name = "workspaces/acme/projections/budget-months",
        State = Projection.Types.State.Following,
        Version = 1,
        Position = 4711,
        HeadPosition = 4711,
        UpdateTime = s_time,
    };

    internal static Projection Stopped() => new()
    {
        Name = "workspaces/acme/projections/held-purposes",
        State = Projection.Types.State.Stopped,
        Version = 1,
        Position = 4700,
        HeadPosition = 4711,
        LagEvents = 11,
        LastError = new ProjectionError
        {
            Type = "UnknownEventTypeException",
            Message = "The store holds an event of type 'funds_moved', which this version of the program does not know.",
            Position = 4701,
            EventId = "0199a000-0000-7000-8000-000000000001",
            ErrorTime = s_time,
        },
        UpdateTime = s_time,
    };
}
