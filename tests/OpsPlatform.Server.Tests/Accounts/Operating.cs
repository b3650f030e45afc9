using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using SetupStep = OpsPlatform.Accounts.V1.Account.Types.SetupStep;
using State = OpsPlatform.Accounts.V1.Account.Types.State;

namespace OpsPlatform.Server.Tests.Accounts;

/// <summary>An account from its registration to its end.</summary>
public sealed class Operating(RunningServer server) : AccountTest(server)
{
    [Fact]
    public async Task An_account_is_read_one_by_one_in_batches_and_in_lists()
    {
        var (first, second) = (await CreateAsync("douyin"), await CreateAsync("weibo"));

        (await Accounts.GetAccountAsync(new() { Name = first.Name })).ShouldBe(first);
        (first.State, first.SetupStep, first.Authorization).ShouldBe((State.Preparing, SetupStep.Unspecified, null));
        (await Accounts.BatchGetAccountsAsync(new() { Parent = Workspace, Names = { second.Name, first.Name } })).Accounts.ShouldBe([second, first]);
        await Accounts.BatchGetAccountsAsync(new() { Parent = Workspace, Names = { first.Name, $"{first.Name}x" } }).Refused(ErrorReason.ResourceNotFound);
        (await Accounts.ListAccountsAsync(new() { Parent = Workspace, PageSize = 1000, Filter = $"platform = \"{Workspace}/platforms/weibo\"" })).Accounts.ShouldContain(second);
    }

    [Fact, Trait("row", "ACC-05")]
    public async Task An_unknown_platform_is_refused_with_those_that_there_are_until_the_workspace_adds_it()
    {
        var account = new Account { DisplayName = "Acme", Platform = $"{Workspace}/platforms/line-app" };
        await Accounts.CreateAccountAsync(new() { Parent = Workspace, Account = new Account { DisplayName = "Acme", Platform = "workspaces/globex/platforms/channels" } }).Refused(ErrorReason.ResourceNotFound);
        var refused = await Accounts.CreateAccountAsync(new() { Parent = Workspace, Account = account }).Refused(ErrorReason.PlatformUnknown);
        refused.Info.Metadata["known"].ShouldContain("channels");

        await Accounts.SetPlatformAsync(new() { Name = account.Platform, DisplayName = "LINE" });
        (await Accounts.CreateAccountAsync(new() { Parent = Workspace, Account = account })).Platform.ShouldBe(account.Platform);
        (await Accounts.GetPlatformAsync(new() { Name = $"{Workspace}/platforms/channels" })).Ecosystem.ShouldBe("wechat");
        await Accounts.SetPlatformAsync(new() { Name = $"{Workspace}/platforms/channels", DisplayName = "Mine" }).Refused(ErrorReason.PlatformBuiltIn);
        var platforms = (await Accounts.ListPlatformsAsync(new() { Parent = Workspace })).Platforms;
        platforms.Count(platform => platform.BuiltIn).ShouldBe(13);
        platforms.ShouldContain(platform => platform.Name == account.Platform && !platform.BuiltIn);
    }

    [Fact, Trait("row", "ACC-08")]
    public async Task It_is_set_up_in_order_and_activated_only_then()
    {
        var account = await CreateAsync();
        await Accounts.AdvanceSetupAsync(new() { Name = account.Name, Step = SetupStep.BasicSet }).Refused(ErrorReason.SetupStepOrder);
        await Accounts.AdvanceSetupAsync(new() { Name = account.Name, Step = SetupStep.Registered });
        await Accounts.AdvanceSetupAsync(new() { Name = account.Name, Step = SetupStep.Registered });
        await Accounts.AdvanceSetupAsync(new() { Name = account.Name, Step = SetupStep.BasicSet });
        (await Accounts.ActivateAccountAsync(new() { Name = account.Name }).Refused(ErrorReason.AccountNotConfigured)).Info.Metadata["step"].ShouldBe("BASIC_SET");
        await Accounts.AdvanceSetupAsync(new() { Name = account.Name, Step = SetupStep.Configured });
        (await Accounts.ActivateAccountAsync(new() { Name = account.Name })).State.ShouldBe(State.Active);
    }

    [Fact]
    public async Task It_rests_goes_on_and_ends()
    {
        var account = await ActiveAsync();
        var suspended = await Accounts.SuspendAccountAsync(new() { Name = account.Name, Reason = "Rebranding" });
        (suspended.State, suspended.StateReason).ShouldBe((State.Suspended, "Rebranding"));
        (await Accounts.ActivateAccountAsync(new() { Name = account.Name })).StateReason.ShouldBeEmpty();
        (await Accounts.ArchiveAccountAsync(new() { Name = account.Name, Reason = "Merged" })).State.ShouldBe(State.Archived);
        (await Accounts.ActivateAccountAsync(new() { Name = account.Name }).Refused(ErrorReason.AccountState)).Info.Metadata["state"].ShouldBe("ARCHIVED");
        (await Accounts.ArchiveAccountAsync(new() { Name = account.Name, Reason = "Again" })).StateReason.ShouldBe("Merged");
    }

    [Fact]
    public async Task A_deleted_account_is_out_of_the_lists_and_comes_back_as_it_was()
    {
        var active = await ActiveAsync();
        await Accounts.DeleteAccountAsync(new() { Name = active.Name }).Refused(ErrorReason.AccountState);
        var account = await Accounts.SuspendAccountAsync(new() { Name = active.Name, Reason = "Ends" });

        var deleted = await Accounts.DeleteAccountAsync(new() { Name = account.Name });
        deleted.DeleteTime.ShouldNotBeNull();
        await Accounts.ActivateAccountAsync(new() { Name = account.Name }).Refused(ErrorReason.AccountDeleted);
        (await ListAsync(false)).ShouldNotContain(account.Name);
        (await ListAsync(true)).ShouldContain(account.Name);
        (await Accounts.GetAccountAsync(new() { Name = account.Name })).ShouldBe(deleted);

        var back = await Accounts.UndeleteAccountAsync(new() { Name = account.Name });
        (back.DeleteTime, back.State, back.StateReason).ShouldBe((null, State.Suspended, "Ends"));

        async Task<IEnumerable<string>> ListAsync(bool showDeleted) =>
            (await Accounts.ListAccountsAsync(new() { Parent = Workspace, PageSize = 1000, ShowDeleted = showDeleted, Filter = "state = SUSPENDED" })).Accounts.Select(each => each.Name);
    }

    [Fact]
    public async Task An_update_edits_what_its_mask_names_and_nothing_else()
    {
        var account = await CreateAsync(new Account { DisplayName = "Acme", Platform = $"{Workspace}/platforms/douyin", Handle = "@acme", Labels = { "flagship" } });
        var edited = await UpdateAsync(new Account { Name = account.Name, DisplayName = "Acme 咖啡", Handle = "@ignored" }, "display_name", "labels");
        (edited.DisplayName, edited.Handle, edited.Labels.Count).ShouldBe(("Acme 咖啡", "@acme", 0));

        // Without a mask, what is given; what cannot be edited is passed over; the same again is no change.
        var again = new Account { Name = account.Name, Handle = "@new", Platform = $"{Workspace}/platforms/weibo" };
        var some = await UpdateAsync(again);
        (some.DisplayName, some.Handle, some.Platform).ShouldBe(("Acme 咖啡", "@new", account.Platform));
        (await UpdateAsync(again)).ShouldBe(some);
        (await UpdateAsync(new Account { Name = account.Name, DisplayName = "Acme" }, "*")).Handle.ShouldBeEmpty();

        (await Accounts.UpdateAccountAsync(Asked(again, "state")).Refused(ErrorReason.UpdateMaskInvalid)).Info.Metadata["editable"].ShouldContain("labels");
        (await Accounts.UpdateAccountAsync(Asked(again, "display_name")).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["account.display_name"]);
        (await Accounts.UpdateAccountAsync(Asked(new Account { DisplayName = "Nobody's" })).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["account.name"]);
        again.Etag = account.Etag;
        await Accounts.UpdateAccountAsync(Asked(again)).Refused(ErrorReason.EtagMismatch);

        async Task<Account> UpdateAsync(Account given, params string[] paths) => await Accounts.UpdateAccountAsync(Asked(given, paths));

        static UpdateAccountRequest Asked(Account given, params string[] paths) =>
            new() { Account = given, UpdateMask = paths.Length == 0 ? null : new FieldMask { Paths = { paths } } };
    }
}
