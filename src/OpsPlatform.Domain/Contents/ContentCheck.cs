using OpsPlatform.Accounts.V1;
using OpsPlatform.Contents.V1;
using Code = OpsPlatform.Contents.V1.CheckFinding.Types.Code;
using Disposition = OpsPlatform.Contents.V1.CheckReport.Types.Disposition;
using Kind = OpsPlatform.Contents.V1.Content.Types.Kind;
using Origin = OpsPlatform.Contents.V1.Content.Types.Origin;
using Risk = OpsPlatform.Contents.V1.Content.Types.Risk;
using Tier = OpsPlatform.Contents.V1.Content.Types.Tier;

namespace OpsPlatform.Domain.Contents;

/// <summary>What a check knows beside the content.</summary>
/// <param name="Account">The one that it is for.</param>
/// <param name="Platform">The one that the account is on.</param>
/// <param name="WordLists">By the names of their versions.</param>
/// <param name="Twins">Contents of other accounts that say the same.</param>
/// <param name="OutCount">How many contents the account puts out in 30 days, without this one.</param>
/// <param name="CommercialCount">How many of them offer something to buy.</param>
public sealed record CheckFacts(Account Account, Platform Platform, IReadOnlyList<(string Name, WordMatcher Words)> WordLists, IReadOnlyList<string> Twins, int OutCount, int CommercialCount);

/// <summary>Finds what is wrong with a content before people look at it.</summary>
public static class ContentCheck
{
    private const int MostFindings = 200;
    private const int LatestHookSeconds = 15;
    private const int FewestOut = 10;
    private const int MostCommercialBps = 3000;
    private const int WholeBps = 10_000;

    private static readonly TimeSpan YoungFollower = TimeSpan.FromDays(7);

    public static CheckReport Of(Content content, CheckFacts facts)
    {
        List<CheckFinding> findings = [.. Words(content, facts), .. Labels(content, facts.Platform), .. Making(content), .. Audience(content, facts)];
        var report = new CheckReport
        {
            Sha256 = ReviewedContent.Sha256(content),
            Labels = { Declarations(content, facts.Platform) },
            WordListVersions = { facts.WordLists.Select(list => list.Name) },
            Fit = PlatformFits.Of(content, facts.Account, findings.Exists(finding => finding.Severity == Severity.Block)),
        };
        if (report.Fit.Score < PlatformFits.Least)
            findings.Add(New(Code.FitLow, Severity.Warning, actual: report.Fit.Score, limit: PlatformFits.Least));

        // The order is stable: words stay in that of the text.
        report.Findings.Add(findings.OrderByDescending(finding => finding.Severity).Take(MostFindings));
        report.Truncated = findings.Count > MostFindings;
        report.Disposition = findings.Select(finding => finding.Severity).DefaultIfEmpty().Max() switch
        {
            Severity.Block => Disposition.Reject,
            Severity.Review => Disposition.HumanReview,
            _ => Disposition.Pass,
        };
        return report;
    }

    private static IEnumerable<CheckFinding> Words(Content content, CheckFacts facts) =>
        from part in new[] { (Field: "title", Text: content.Title), (Field: "body_text", Text: content.BodyText), (Field: "disclaimer", Text: content.Disclaimer) }
        from list in facts.WordLists
        from finding in Words(content, part.Field, part.Text, list.Name, list.Words)
        orderby part.Field == "title" ? 0 : part.Field == "body_text" ? 1 : 2, finding.Start, finding.End
        select finding;

    private static IEnumerable<CheckFinding> Words(Content content, string field, string text, string list, WordMatcher words)
    {
        var (place, count) = (0, 0);
        foreach (var hit in words.Find(text).OrderBy(hit => hit.Start))
        {
            // Places are told in characters, of which some take two units in memory.
            for (; place < hit.Start; place++)
                count += char.IsLowSurrogate(text[place]) ? 0 : 1;
            var length = text.AsSpan(hit.Start, hit.End - hit.Start);
            yield return new CheckFinding
            {
                Code = Code.WordListed,
                Severity = content.Origin == Origin.User && hit.Group.Severity == Severity.Block ? Severity.Review : hit.Group.Severity,
                Field = field,
                Start = count,
                End = count + Characters(length),
                Word = hit.Word,
                Rule = hit.Group.Rule,
                WordListVersion = list,
            };
        }
    }

    private static int Characters(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var unit in text)
            count += char.IsLowSurrogate(unit) ? 0 : 1;
        return count;
    }

    /// <summary>What the content has to carry, as its platform words it.</summary>
    private static IEnumerable<DeclarationLabel> Declarations(Content content, Platform platform)
    {
        if (content.AiGenerated)
            yield return new DeclarationLabel { Declaration = Declaration.AiGenerated, Text = platform.AiLabel };
        if (content.Advertising)
            yield return new DeclarationLabel { Declaration = Declaration.Advertising, Text = platform.AdvertisingLabel };
    }

    private static IEnumerable<CheckFinding> Labels(Content content, Platform platform)
    {
        foreach (var label in Declarations(content, platform).Where(label => !content.Declarations.Contains(label.Declaration)))
            yield return New(Code.DeclarationMissing, Severity.Block, "declarations", rule: label.Declaration.WireName(), word: label.Text);

        if (content.Sensitive && string.IsNullOrWhiteSpace(content.Disclaimer))
            yield return New(Code.DisclaimerMissing, Severity.Warning, "disclaimer");
        if (content.Minors)
            yield return New(Code.Minors, Severity.Review, "minors");
        if (content.Risk == Risk.Red && content.Clearances.Count < 2)
            yield return New(Code.ClearanceMissing, Severity.Review, "risk");
    }

    private static IEnumerable<CheckFinding> Making(Content content)
    {
        if (content.Kind == Kind.Video && !(content.HookOffset?.ToTimeSpan().TotalSeconds <= LatestHookSeconds))
            yield return New(Code.HookLate, Severity.Warning, "hook_offset", actual: (int)Math.Ceiling(content.HookOffset?.ToTimeSpan().TotalSeconds ?? 0), limit: LatestHookSeconds);
        if (content.Tier == Tier.Basic && content.Template.Length == 0)
            yield return New(Code.TemplateMissing, Severity.Warning, "template");
        if (content.Tier is Tier.Feature or Tier.Super && content.Template.Length > 0)
            yield return New(Code.TemplateMisplaced, Severity.Block, "template");
    }

    private static IEnumerable<CheckFinding> Audience(Content content, CheckFacts facts)
    {
        foreach (var twin in facts.Twins)
            yield return New(Code.Duplicate, Severity.Warning, content: twin);
        if (!content.Commercial)
            yield break;
        if (content.NewestFollowerAge?.ToTimeSpan() < YoungFollower)
            yield return New(Code.AudienceSensitive, Severity.Warning, "newest_follower_age", actual: (int)content.NewestFollowerAge.Seconds, limit: (int)YoungFollower.TotalSeconds);
        var (count, commercial) = (facts.OutCount + 1, facts.CommercialCount + 1);
        if (count >= FewestOut && commercial * WholeBps > count * MostCommercialBps)
            yield return New(Code.CommercialCapExceeded, Severity.Warning, "commercial", actual: commercial * WholeBps / count, limit: MostCommercialBps);
    }

    private static CheckFinding New(Code code, Severity severity, string field = "", string rule = "", string word = "", string content = "", int actual = 0, int limit = 0) =>
        new() { Code = code, Severity = severity, Field = field, Rule = rule, Word = word, Content = content, Actual = actual, Limit = limit };
}
