using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using SetupStep = OpsPlatform.Accounts.V1.Account.Types.SetupStep;
using State = OpsPlatform.Accounts.V1.Account.Types.State;

namespace OpsPlatform.Domain.Accounts;

/// <summary>Decides what happens to an account, and folds what has happened.</summary>
public static partial class AccountDecider
{
    private static readonly string[] Editable = ["display_name", "handle", "region_code", "labels"];

    public static IEnumerable<IMessage> Create(Aggregate<Account> account, CreateAccountRequest request, DecisionContext context)
    {
        var given = request.Account;
        return
        [
            new AccountCreated
            {
                Account = new Account { DisplayName = given.DisplayName, Platform = given.Platform, Handle = given.Handle, RegionCode = given.RegionCode, Labels = { given.Labels } },
            },
        ];
    }

    public static IEnumerable<IMessage> Update(Aggregate<Account> account, UpdateAccountRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        var paths = request.UpdateMask.Editing(request.Account, Editable).Changed(account.Root, request.Account);
        if (paths.Count == 0)
            return [];
        var updated = new AccountUpdated { Account = new Account(), Paths = { paths } };
        paths.Merge(request.Account, updated.Account);
        return [updated];
    }

    public static IEnumerable<IMessage> Delete(Aggregate<Account> account, DeleteAccountRequest request, DecisionContext context)
    {
        if (account.Root.DeleteTime is not null)
            return [];
        account.Root.MustBe(State.Preparing, State.Suspended, State.Archived);
        return [new AccountDeleted { Time = context.Time.ToTimestamp() }];
    }

    public static IEnumerable<IMessage> Undelete(Aggregate<Account> account, UndeleteAccountRequest request, DecisionContext context) =>
        account.Root.DeleteTime is null ? [] : [new AccountUndeleted()];

    public static IEnumerable<IMessage> AdvanceSetup(Aggregate<Account> account, AdvanceSetupRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        var step = account.Root.SetupStep;
        if (request.Step == step)
            return [];
        return request.Step == step + 1
            ? [new AccountSetupAdvanced { Step = request.Step }]
            : throw new Refusal(
                ErrorReason.SetupStepOrder,
                "step",
                ("step", Name(step)),
                ("asked", Name(request.Step)),
                ("next", step == SetupStep.Configured ? "none" : Name(step + 1)));
    }

    public static IEnumerable<IMessage> Activate(Aggregate<Account> account, ActivateAccountRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        if (account.Root.State == State.Active)
            return [];
        if (account.Root.SetupStep != SetupStep.Configured)
            throw new Refusal(ErrorReason.AccountNotConfigured, "", ("step", Name(account.Root.SetupStep)));
        MustBeDefended(account.Root);
        return [new AccountActivated()];
    }

    public static IEnumerable<IMessage> Suspend(Aggregate<Account> account, SuspendAccountRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        if (account.Root.State == State.Suspended)
            return [];
        account.Root.MustBe(State.Active);
        return [new AccountSuspended { Reason = request.Reason }];
    }

    public static IEnumerable<IMessage> Archive(Aggregate<Account> account, ArchiveAccountRequest request, DecisionContext context)
    {
        MustBeThere(account.Root);
        return account.Root.State == State.Archived ? [] : [new AccountArchived { Reason = request.Reason }];
    }

    private static void MustGoOn(Account account)
    {
        MustBeThere(account);
        account.MustBe(State.Preparing, State.Active, State.Suspended);
    }

    private static void MustBeThere(Account account)
    {
        if (account.DeleteTime is { } time)
            throw new Refusal(ErrorReason.AccountDeleted, "", ("delete_time", $"{time.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}"));
    }

    private static void MustBe(this Account account, params ReadOnlySpan<State> states)
    {
        if (!states.Contains(account.State))
            throw new Refusal(ErrorReason.AccountState, "", ("state", account.State.WireName()), ("needed", string.Join('/', states.ToArray().Select(WireNames.WireName))));
    }

    private static string Name(SetupStep step) => step == SetupStep.Unspecified ? "none" : step.WireName();
}
