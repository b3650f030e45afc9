using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

public sealed class PermissionSetTests
{
    [Theory]
    [InlineData("budgets.read", "budgets.read", true)]
    [InlineData("budgets.read", "budgets.reserve", false)]
    [InlineData("budgets.read", "budgets.*", false)]
    [InlineData("budgets.read", "*", false)]
    [InlineData("budgets.*", "budgets.read", true)]
    [InlineData("budgets.*", "budgets.*", true)]
    [InlineData("budgets.*", "budgetsx.read", false)]
    [InlineData("budgets.*", "budget.read", false)]
    [InlineData("budgets.*", "suppliers.read", false)]
    [InlineData("budgets.*", "*", false)]
    [InlineData("budgets.*", "", false)]
    [InlineData("*", "budgets.read", true)]
    [InlineData("*", "budgets.*", true)]
    [InlineData("*", "*", true)]
    [InlineData("budgets.read suppliers.*", "suppliers.order", true)]
    [InlineData("", "budgets.read", false)]
    public void A_permission_covers_itself_and_a_wildcard_all_below_it(string set, string permission, bool covered) =>
        new PermissionSet(set.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Covers(permission).ShouldBe(covered);

    [Fact]
    public void A_set_reads_in_alphabetical_order() => new PermissionSet(["b.y", "a.z", "b.x", "a.z"]).ToString().ShouldBe("a.z b.x b.y");
}
