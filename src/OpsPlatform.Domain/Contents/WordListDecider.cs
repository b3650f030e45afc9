using System.Diagnostics;
using System.Security.Cryptography;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Domain.Contents;

/// <summary>Decides what happens to a word list, and folds what has happened.</summary>
public static class WordListDecider
{
    private const int MostWords = 50_000;

    public static IEnumerable<IMessage> Set(Aggregate<WordList> list, SetWordListRequest request, DecisionContext context)
    {
        var count = request.Groups.Sum(group => group.Words.Count);
        if (count > MostWords)
            throw new Refusal(ErrorReason.WordListTooLarge, "groups", ("count", count), ("most", MostWords));
        foreach (var group in request.Groups)
            MustBeFindable(group);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(new WordListVersion { Groups = { request.Groups } }.ToByteArray()));
        if ((list.Root.Sha256, list.Root.DisplayName) == (sha256, request.DisplayName))
            return [];
        var set = new WordListSet { DisplayName = request.DisplayName, WordCount = count, Sha256 = sha256, Version = list.Root.Version };
        if (sha256 != list.Root.Sha256)
        {
            set.Groups.Add(request.Groups);
            set.Version++;
        }

        return [set];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<WordList> list, Recorded recorded)
    {
        if (recorded.Message is not WordListSet set)
            throw new UnreachableException($"{list.Name} has an event that no word list can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        if (set.Version > list.Root.Version)
            list.Change<WordListVersion>($"versions/{set.Version}").Groups.Add(set.Groups.Clone());
        (list.Root.DisplayName, list.Root.Version, list.Root.WordCount, list.Root.Sha256) = (set.DisplayName, set.Version, set.WordCount, set.Sha256);
    }

    private static void MustBeFindable(WordGroup group)
    {
        for (var i = 0; i < group.Words.Count; i++)
        {
            if (FoldedText.Of(group.Words[i]).Text.Length == 0)
                throw new Refusal(ErrorReason.WordListEntryInvalid, "groups", ("index", i), ("rule", group.Rule));
        }
    }
}
