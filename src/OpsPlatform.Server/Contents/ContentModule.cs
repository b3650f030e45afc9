using Google.Protobuf;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Contents;

/// <summary>What contents, review chains and word lists bring to the server.</summary>
internal static class ContentModule
{
    public static Nouns AddContents(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<Content>(ContentDecider.Evolve, DueTime, ContentVersion.Descriptor, Remark.Descriptor));
        Nouns.AddAggregate(services, new AggregateType<ReviewChain>(ReviewChainDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<WordList>(WordListDecider.Evolve, _ => null, WordListVersion.Descriptor));
        Nouns.AddBuiltIns(services, BuiltInReviewChains.All);
        services.AddSingleton<ContentChecker>();
        services.AddSingleton<PlanQuery>();
        services.AddSingleton<VersionQuery>();
        services.AddHostedService<ContentClock>();
        return nouns.Add<ContentService>(
            services, OpsPlatform.Contents.V1.ContentService.Descriptor, ContentsEventsReflection.Descriptor,
            Content.Descriptor, ContentVersion.Descriptor, Remark.Descriptor, ReviewChain.Descriptor, WordList.Descriptor, WordListVersion.Descriptor);
    }

    private static DateTimeOffset? DueTime(IMessage document) => document is Content content ? ContentDecider.DueTime(content) : null;
}
