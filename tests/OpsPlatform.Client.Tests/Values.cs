using OpsPlatform.Client.Internal;

namespace OpsPlatform.Client.Tests;

public sealed class Values
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1234.5", 1_234_500_000)]
    [InlineData("-0.000001", -1)]
    [InlineData("0.1000000000", 100_000)]
    [InlineData("9223372036854.775807", long.MaxValue)]
    [InlineData("-9223372036854.775808", long.MinValue)]
    public void Money_is_exact_in_both_directions(string units, long micros)
    {
        Money.ToMicros(decimal.Parse(units)).ShouldBe(micros);
        Money.FromMicros(micros).ShouldBe(decimal.Parse(units));
    }

    [Theory]
    [InlineData("9223372036854.775808")]
    [InlineData("-9223372036854.775809")]
    [InlineData("79228162514264337593543950335")]
    public void Money_that_is_too_large_is_refused(string units) =>
        Should.Throw<OverflowException>(() => Money.ToMicros(decimal.Parse(units))).Message.ShouldContain("9223372036854.775807");

    [Fact]
    public void Money_is_never_rounded_in_silence() =>
        Should.Throw<ArgumentException>(() => Money.ToMicros(0.0000001m)).Message.ShouldStartWith("0.0000001 has more than six decimals.");

    [Fact]
    public void Names_are_built_and_taken_apart_by_the_patterns_of_the_protos()
    {
        WorkspaceName.Format("acme").ShouldBe("workspaces/acme");
        PartnerName.Format("novapr").ShouldBe("partners/novapr");
        ClientName.Format("novapr-sync").ShouldBe("clients/novapr-sync");
        GrantName.Format("novapr-sync", "acme").ShouldBe("clients/novapr-sync/grants/acme");
        RoleName.Format("acme", "buyer").ShouldBe("workspaces/acme/roles/buyer");
        BudgetName.Format("acme", "q4").ShouldBe("workspaces/acme/budgets/q4");
        ErasureName.Format("acme", "e1").ShouldBe("workspaces/acme/erasures/e1");
        RevealName.Format("acme", "v1").ShouldBe("workspaces/acme/reveals/v1");
        ReservationName.Format("acme", "q4", "r1").ShouldBe("workspaces/acme/budgets/q4/reservations/r1");
        ExpenseName.Format("acme", "q4", "x1").ShouldBe("workspaces/acme/budgets/q4/expenses/x1");

        WorkspaceName.Parse("workspaces/acme").ShouldBe(new WorkspaceName("acme"));
        PartnerName.Parse("partners/novapr").ShouldBe(new PartnerName("novapr"));
        ClientName.Parse("clients/novapr-sync").ShouldBe(new ClientName("novapr-sync"));
        GrantName.Parse("clients/novapr-sync/grants/acme").ShouldBe(new GrantName("novapr-sync", "acme"));
        RoleName.Parse("workspaces/acme/roles/buyer").ShouldBe(new RoleName("acme", "buyer"));
        BudgetName.Parse("workspaces/acme/budgets/q4").ShouldBe(new BudgetName("acme", "q4"));
        ErasureName.Parse("workspaces/acme/erasures/e1").ShouldBe(new ErasureName("acme", "e1"));
        RevealName.Parse("workspaces/acme/reveals/v1").ShouldBe(new RevealName("acme", "v1"));
        ReservationName.Parse("workspaces/acme/budgets/q4/reservations/r1").ShouldBe(new ReservationName("acme", "q4", "r1"));
        ExpenseName.Parse("workspaces/acme/budgets/q4/expenses/x1").ShouldBe(new ExpenseName("acme", "q4", "x1"));
        new BudgetName("acme", "q4").ToString().ShouldBe("workspaces/acme/budgets/q4");
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("q4")]
    [InlineData("workspaces/acme")]
    [InlineData("workspaces//budgets/q4")]
    [InlineData("workspaces/acme/budgets/")]
    [InlineData("workspaces/acme/campaigns/q4")]
    [InlineData("workspaces/acme/budgets/q4/reservations/r1")]
    public void What_is_no_name_is_not_taken_for_one(string? name)
    {
        BudgetName.TryParse(name, out var parsed).ShouldBeFalse();
        parsed.ShouldBeNull();
        Should.Throw<FormatException>(() => BudgetName.Parse(name!)).Message.ShouldEndWith("is not a name like workspaces/{workspace}/budgets/{budget}.");
    }

    [Theory]
    [InlineData("", "q4")]
    [InlineData("acme", "q4/reservations/r1")]
    public void An_id_cannot_reach_beyond_its_place(string workspace, string budget) =>
        Should.Throw<ArgumentException>(() => BudgetName.Format(workspace, budget)).Message.ShouldContain("an id is not empty and has no slash");

    [Fact]
    public void An_access_token_does_not_show_itself()
    {
        var token = new AccessToken("very-secret", DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(10));
        token.ToString().ShouldBe("access token, expires 1970-01-01T00:10:00.0000000+00:00");
        new ResourcePattern("a/{b}").Format("c").ShouldBe("a/c");
    }
}
