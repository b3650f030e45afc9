using System.CommandLine;

namespace OpsPlatform.Cli.Quotes;

/// <summary>`ops quotes`: quotes from being asked for to an award.</summary>
internal sealed class QuotesCommand : Command
{
    internal QuotesCommand()
        : base("quotes", "Quotes that suppliers give, sealed until a deadline.")
    {
        Add(new Request());
        Add(new List());
        Add(new Get());
        Add(new Submit());
        Add(new Withdraw());
        Add(new Cancel());
        Add(new Compare());
        Add(new Award());
    }
}
