using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Persons.V1;

namespace OpsPlatform.Domain.Persons;

/// <summary>Decides whether there is something to reveal, and records that it is.</summary>
public static class RevealDecider
{
    /// <param name="subjectDigests">Of the persons of whom the resource holds something personal.</param>
    public static IEnumerable<IMessage> Record(RevealPersonRequest request, IReadOnlyCollection<string> subjectDigests, DecisionContext context) =>
        subjectDigests.Count == 0
            ? throw new Refusal(ErrorReason.NothingPersonal, "resource", ("resource", request.Resource))
            : [new PersonalDataRevealed { Resource = request.Resource, SubjectDigests = { subjectDigests }, Purpose = request.Purpose, Principal = context.Principal }];

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Reveal> reveal, Recorded recorded)
    {
        var revealed = recorded.Message as PersonalDataRevealed
            ?? throw new UnreachableException($"{reveal.Name} has an event that no reveal can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        var root = reveal.Root;
        root.Resource = revealed.Resource;
        root.SubjectDigests.Add(revealed.SubjectDigests);
        root.Purpose = revealed.Purpose;
        root.Principal = revealed.Principal;
    }
}
