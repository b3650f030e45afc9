using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Options;
using OpsPlatform.Api.V1;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Quotas;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Partners;

namespace OpsPlatform.Server.Tests.Quotas;

public sealed class Limiting(RunningServer server) : ServerTest(server)
{
    private static SetQuotaRequest FiveReads => new() { Daily = { new DailyLimit { Group = "budgets.read", Calls = 5 } } };

    [Fact]
    public async Task A_daily_quota_is_told_of_as_it_is_used_up_and_refused_beyond()
    {
        using var client = await Server.LimitedAsync(FiveReads);
        for (var left = 4; left >= 0; left--)
        {
            using var call = client.Read();
            await call.ResponseAsync;
            (Number(call.GetTrailers(), "limit"), Number(call.GetTrailers(), "remaining")).ShouldBe((5, left));
            Number(call.GetTrailers(), "reset").ShouldBeInRange(1, 86_400);
        }

        var error = await client.Read().Refused(ErrorReason.QuotaExceeded);
        (error.Info.Metadata["quota"], error.Info.Metadata["limit"]).ShouldBe(("daily budgets.read", "5/d"));
        error.Detail<QuotaFailure>().ShouldNotBeNull().Violations.ShouldHaveSingleItem().Subject.ShouldBe($"clients/{client.ClientId}");
        error.Detail<RetryInfo>().ShouldNotBeNull().RetryDelay.ToTimeSpan().ShouldBeInRange(TimeSpan.FromSeconds(0), TimeSpan.FromDays(1));
        Number(error.Trailers, "remaining").ShouldBe(0);
    }

    [Fact]
    public async Task A_quota_of_reads_leaves_writes_alone_and_who_has_none_hears_of_none()
    {
        using var client = await Server.LimitedAsync(FiveReads);
        (await client.ReadAsync(20)).Passed().ShouldBe(5);

        using var write = client.Budgets.CreateBudgetAsync(new() { Parent = "workspaces/acme", Budget = BudgetSteps.OfLines(("content", 1)) });
        await write.ResponseAsync;
        write.GetTrailers().ShouldNotContain(entry => entry.Key.StartsWith("x-ops-quota"));
    }

    [Fact]
    public async Task A_token_bucket_gives_its_burst_at_once_and_fills_by_the_databases_clock()
    {
        using var client = await Server.LimitedAsync(new() { PerSecond = 1, Burst = 50 });
        var before = DateTime.UtcNow;
        (await client.ReadAsync(200)).Passed().ShouldBeInRange(50, 51 + (int)(DateTime.UtcNow - before).TotalSeconds);

        await Server.SqlAsync($"update ops_quotas set since = since - interval '20 seconds' where name = 'clients/{client.ClientId}/rate'");
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        before = DateTime.UtcNow;
        (await client.ReadAsync(200)).Passed().ShouldBeInRange(20, 25 + (int)(DateTime.UtcNow - before).TotalSeconds);
    }

    [Fact]
    public async Task A_workspace_has_one_quota_for_all_its_clients()
    {
        using var admin = await Server.AdminAsync();
        var workspace = PartnerSteps.Id((await admin.MakeWorkspaceAsync()).Name);
        using var one = await Server.ProvisionAsync(workspace, PartnerSteps.NewId("one"), "*");
        using var other = await Server.ProvisionAsync(workspace, PartnerSteps.NewId("other"), "*");
        await Server.SetAsync(new() { Name = $"quotas/workspace-{workspace}", PerSecond = 1, Burst = 20 });

        var before = DateTime.UtcNow;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? one : other).Read(workspace).Outcome()));
        outcomes.Passed().ShouldBeInRange(20, 21 + (int)(DateTime.UtcNow - before).TotalSeconds);
        outcomes.OfType<RpcError>().ShouldAllBe(error => error.Info.Metadata["subject"] == $"workspaces/{workspace}");
    }

    [Fact]
    public async Task A_refused_call_is_taken_from_no_other_quota()
    {
        using var client = await Server.LimitedAsync(new() { PerSecond = 1, Burst = 100, Daily = { new DailyLimit { Group = "budgets.read", Calls = 5 } } });
        (await client.ReadAsync(20)).Passed().ShouldBe(5);
        await Server.Get<QuotaBook>().GiveBackAsync(all: true, default);

        // All others were refused by the day; the rate comes back too slowly to hide what they took of it.
        (await Server.SqlAsync($"select used from ops_quotas where name = 'clients/{client.ClientId}/daily/budgets.read'")).ShouldBe(5d);
        ((double)(await Server.SqlAsync($"select used from ops_quotas where name = 'clients/{client.ClientId}/rate'"))!).ShouldBeInRange(0, 5);
    }

    [Fact]
    public async Task Admins_see_what_a_client_used_by_day_and_group()
    {
        using var client = await Server.LimitedAsync(FiveReads);
        await client.ReadAsync(8);
        await Server.RunOnceAsync<QuotaWork>();

        using var admin = await Server.AdminAsync();
        var usage = (await admin.Partners.ListUsagesAsync(new() { Parent = $"clients/{client.ClientId}", Filter = "group = \"budgets.read\"" })).Usages.ShouldHaveSingleItem();
        (usage.Calls, usage.RefusedCalls).ShouldBe((5, 3));
        DateOnly.ParseExact(usage.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber.ShouldBeInRange(DateOnly.FromDateTime(DateTime.UtcNow).DayNumber - 1, DateOnly.FromDateTime(DateTime.UtcNow).DayNumber);
    }

    [Fact]
    public async Task Usage_is_kept_for_four_hundred_days()
    {
        // A day's distance to the limit, because the database's day may end meanwhile.
        await Server.SqlAsync("insert into ops_usage select 'long-ago', (now() at time zone 'UTC')::date - ago, 'budgets.read', ago, 0 from unnest(array[0, 399, 401, 1000]) ago");

        await Server.RunOnceAsync<UsageCleanup>();

        (await Server.SqlAsync("select string_agg(calls::text, ' ' order by calls) from ops_usage where client = 'long-ago'")).ShouldBe("0 399");
    }

    [Fact]
    public async Task A_quota_that_is_raised_lets_calls_pass_again()
    {
        using var client = await Server.LimitedAsync(FiveReads);
        (await client.ReadAsync(8)).Passed().ShouldBe(5);
        await Server.SetAsync(new() { Name = $"quotas/client-{client.ClientId}", Daily = { new DailyLimit { Group = "budgets.read", Calls = 9 } } });
        (await client.ReadAsync(8)).Passed().ShouldBe(4);
    }

    [Fact]
    public async Task A_quota_that_could_limit_nothing_is_refused()
    {
        using var admin = await Server.AdminAsync();
        var quotas = admin.Partners;
        await quotas.SetQuotaAsync(new() { Name = "quotas/client-nobody-here", PerSecond = 1 }).Refused(ErrorReason.ResourceNotFound);
        var unknown = await quotas.SetQuotaAsync(new() { Name = "quotas/client-acme-ops", Daily = { new DailyLimit { Group = "budget.write", Calls = 1 } } }).Refused(ErrorReason.QuotaGroupUnknown);
        unknown.Message.ShouldContain("budgets.write");
        await quotas.SetQuotaAsync(new() { Name = "quotas/client-acme-ops", Burst = 5 }).Refused(ErrorReason.QuotaBurstAlone);
        await quotas.SetQuotaAsync(new() { Name = "quotas/workspace-acme", Streams = 5 }).Refused(ErrorReason.QuotaOfClientsOnly);
        await quotas.GetQuotaAsync(new() { Name = "quotas/client-acme-ops" }).Refused(ErrorReason.ResourceNotFound);
    }

    [Theory]
    [InlineData("Daily:budget.write", "5", "budgets.write")]
    [InlineData("ClientPerSecond", "-1", "no limit")]
    [InlineData("WorkspaceBurst", "5", "WorkspacePerSecond")]
    public async Task A_server_does_not_start_on_limits_that_make_no_sense(string setting, string value, string hint)
    {
        var e = await Should.ThrowAsync<OptionsValidationException>(() => Server.StartAnotherAsync(configure: builder => builder.Configuration[$"Quotas:{setting}"] = value));
        e.Message.ShouldContain(hint);
    }

    private static int Number(Metadata trailers, string name) => int.Parse(trailers.GetValue($"x-ops-quota-{name}").ShouldNotBeNull(), CultureInfo.InvariantCulture);
}
