using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Domain.Accounts;

/// <summary>Decides what happens to a workspace's own platform, and folds what has happened.</summary>
public static class PlatformDecider
{
    public static IEnumerable<IMessage> Set(Aggregate<Platform> platform, SetPlatformRequest request, DecisionContext context)
    {
        BuiltInPlatforms.All.MustNotHave(request.Name, ErrorReason.PlatformBuiltIn);
        var set = new PlatformSet
        {
            DisplayName = request.DisplayName,
            Ecosystem = request.Ecosystem,
            PublishesByApi = request.PublishesByApi,
            AuthorizationLifetime = request.AuthorizationLifetime,
            MostRenewals = request.MostRenewals,
            AiLabel = request.AiLabel,
            AdvertisingLabel = request.AdvertisingLabel,
        };
        return platform.Version > 0 && Of(platform.Root).Equals(set) ? [] : [set];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Platform> platform, Recorded recorded)
    {
        var root = platform.Root;
        if (recorded.Message is not PlatformSet set)
            throw new UnreachableException($"{platform.Name} has an event that no platform can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        root.DisplayName = set.DisplayName;
        root.Ecosystem = set.Ecosystem;
        root.PublishesByApi = set.PublishesByApi;
        root.AuthorizationLifetime = set.AuthorizationLifetime?.Clone();
        root.MostRenewals = set.MostRenewals;
        (root.AiLabel, root.AdvertisingLabel) = (set.AiLabel, set.AdvertisingLabel);
    }

    private static PlatformSet Of(Platform platform) => new()
    {
        DisplayName = platform.DisplayName,
        Ecosystem = platform.Ecosystem,
        PublishesByApi = platform.PublishesByApi,
        AuthorizationLifetime = platform.AuthorizationLifetime,
        MostRenewals = platform.MostRenewals,
        AiLabel = platform.AiLabel,
        AdvertisingLabel = platform.AdvertisingLabel,
    };
}
