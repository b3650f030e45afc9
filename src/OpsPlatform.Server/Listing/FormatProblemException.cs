using OpsPlatform.Domain;

namespace OpsPlatform.Server.Listing;

/// <summary>What is wrong with a part of a filter or an order; whoever reads the whole says where.</summary>
internal sealed class FormatProblemException(Sentence problem) : FormatException(problem.En)
{
    public Sentence Problem { get; } = problem;
}
