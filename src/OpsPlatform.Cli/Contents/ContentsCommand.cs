using System.CommandLine;

namespace OpsPlatform.Cli.Contents;

/// <summary>`ops contents`: a content's life in order, its review and its end.</summary>
internal sealed class ContentsCommand : Command
{
    internal ContentsCommand()
        : base("contents", "What the brand puts out, from its draft to its end, and who approved it.")
    {
        Add(new Create());
        Add(new List());
        Add(new Get());
        Add(new Update());
        Add(new Versions());
        Add(new Compare());
        Add(new Check());
        Add(new CheckDraft());
        Add(new CreateRemark());
        Add(new Remarks());
        Add(new InternalRemarks());
        Add(new Submit());
        Add(new Review());
        Add(new Withdraw());
        Add(new RecordLetter());
        Add(new RecordLegalReview());
        Add(new Schedule());
        Add(new Publish());
        Add(new ConfirmLive());
        Add(new ReportRemoval());
        Add(new ReportViolation());
        Add(new TakeDown());
        Add(new CloseTakedown());
        Add(new RecordRetrospective());
        Add(new GetCalendar());
        Add(new GetMix());
    }
}
