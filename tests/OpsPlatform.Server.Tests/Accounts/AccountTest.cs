using OpsPlatform.Accounts.V1;

namespace OpsPlatform.Server.Tests.Accounts;

/// <summary>A test of accounts, each of which it makes for itself.</summary>
public abstract class AccountTest(RunningServer server) : ServerTest(server)
{
    protected const string Workspace = "workspaces/acme";

    protected AccountService.AccountServiceClient Accounts => Server.Operator.Accounts;

    protected Task<Account> CreateAsync(string platform = "channels", string region = "CN") => CreateAsync(new Account
    {
        DisplayName = "Acme",
        Platform = $"{Workspace}/platforms/{platform}",
        RegionCode = region,
    });

    protected async Task<Account> CreateAsync(Account account) =>
        await Accounts.CreateAccountAsync(new() { Parent = Workspace, AccountId = $"a{Guid.NewGuid():N}", Account = account });

    protected async Task<Account> ActiveAsync(string platform = "channels")
    {
        var account = await CreateAsync(platform);
        foreach (var step in new[] { Account.Types.SetupStep.Registered, Account.Types.SetupStep.BasicSet, Account.Types.SetupStep.Configured })
            await Accounts.AdvanceSetupAsync(new() { Name = account.Name, Step = step });
        return await Accounts.ActivateAccountAsync(new() { Name = account.Name });
    }
}
