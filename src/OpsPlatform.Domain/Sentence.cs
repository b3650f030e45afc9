namespace OpsPlatform.Domain;

/// <summary>What is told to a person, in both languages of the platform. As text it is English, for logs.</summary>
public sealed record Sentence(string En, string Zh)
{
    public override string ToString() => En;
}
