using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Domain.Contents;

/// <summary>
/// The review chains that every workspace has (CON-13 to CON-15, CMP-08). Their sources name no time for a stage; a day is an assumption, and so is who
/// may decide when it is over.
/// </summary>
public static class BuiltInReviewChains
{
    private const string Director = "operations-director";

    private static readonly Duration Day = Duration.FromTimeSpan(TimeSpan.FromDays(1));

    public static BuiltIns<ReviewChain> All { get; } = new(
        // Three levels whose reviewers are not named: any three different ones.
        New("review-a", "Three reviewers", Stage("content-reviewer", "First review"), Stage("content-reviewer", "Second review"), Stage("content-reviewer", "Third review")),
        New("review-b", "Planning, compliance, legal", Stage("content-planner", "Self-check of content planning", self: true), Stage("compliance", "Compliance officer"), Stage("legal", "Legal")),
        New("review-c", "Content, legal, operations director", Stage("content-reviewer", "Content group"), Stage("legal", "Legal department"), Stage(Director, "Operations director")));

    private static ReviewChain New(string id, string displayName, params ReviewStage[] stages) => new() { Name = id, DisplayName = displayName, Stages = { stages }, BuiltIn = true };

    private static ReviewStage Stage(string role, string displayName, bool self = false) =>
        new() { RoleId = role, DisplayName = displayName, SelfReview = self, Deadline = Day, EscalationRoleId = role == Director ? "" : Director };
}
