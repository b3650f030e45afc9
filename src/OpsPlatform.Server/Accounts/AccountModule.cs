using Google.Protobuf;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Domain.Accounts;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Accounts;

/// <summary>What accounts and platforms bring to the server.</summary>
internal static class AccountModule
{
    public static Nouns AddAccounts(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<Account>(AccountDecider.Evolve, DueTime));
        Nouns.AddAggregate(services, new AggregateType<Platform>(PlatformDecider.Evolve, _ => null));
        Nouns.AddBuiltIns(services, BuiltInPlatforms.All);
        services.AddSingleton<PlatformQuery>();
        services.AddHostedService<AuthorizationRunway>();
        return nouns.Add<AccountService>(
            services, OpsPlatform.Accounts.V1.AccountService.Descriptor, AccountsEventsReflection.Descriptor, Account.Descriptor, Platform.Descriptor);
    }

    private static DateTimeOffset? DueTime(IMessage document) => document is Account { Authorization.NextNoticeTime: { } next } ? next.ToDateTimeOffset() : null;
}
