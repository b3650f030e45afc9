using System.Collections;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Tests.Budgets;

namespace OpsPlatform.Server.Tests.Pipeline;

/// <summary>To a caller of one workspace, nothing of another exists: it is answered, to the byte, as if it were made up.</summary>
public sealed class Isolation(RunningServer server) : ServerTest(server)
{
    private const string Budget = "theirs";
    private const string Child = "child";

    public static TheoryData<string, string> NamesInRequests => [.. Rpc.All.SelectMany(method => References(method).Select(reference => (method.ShortName(), string.Join('.', reference.Select(step => step.Name)))))];

    public override async ValueTask InitializeAsync()
    {
        if (await Operator.GetBudgetAsync(new() { Name = $"workspaces/acme/budgets/{Budget}" }).Outcome() is null)
            return;
        await Operator.CreateBudgetAsync(new() { Parent = "workspaces/acme", BudgetId = Budget, Budget = BudgetSteps.OfLines(("content", 100)) });
        var name = (await Operator.SubmitBudgetAsync(new() { Name = $"workspaces/acme/budgets/{Budget}" })).Name;
        await Approver.ApproveBudgetAsync(new() { Name = name });
        await Operator.ReserveFundsAsync(new() { Parent = name, ReservationId = Child, Line = "content", AmountMicros = 10 });
        await Operator.RecordExpenseAsync(new() { Parent = name, ExpenseId = Child, Line = "content", AmountMicros = 10 });
    }

    [Fact]
    public void Every_rpc_names_a_resource_in_at_least_one_field() =>
        NamesInRequests.Select(row => row.Data.Item1).Distinct().ShouldBe(Rpc.All.Where(method => method.Rule().Scope == Rule.Types.Scope.Unspecified || References(method).Any()).Select(method => method.ShortName()));

    [Theory, MemberData(nameof(NamesInRequests))]
    public async Task Anothers_name_is_answered_as_one_that_does_not_exist(string rpc, string field)
    {
        var theirs = await Answer(rpc, field, "acme", Budget, Child);

        theirs.ShouldBe(await Answer(rpc, field, "acme", "no-such-budget", "no-such-child"));
        theirs.ShouldBe(await Answer(rpc, field, "no-such-workspace", "no-such-budget", "no-such-child"));
        if (!IsWorkspace(rpc, field) && !Rpc.Named(rpc).Rule().Upsert)
            theirs.ShouldBe(await Answer(rpc, field, "globex", "no-such-budget", "no-such-child"), "in the caller's own workspace");
    }

    [Fact]
    public async Task The_same_ids_in_two_workspaces_are_two_resources()
    {
        var mine = await Server.Stranger.Budgets.CreateBudgetAsync(new() { Parent = "workspaces/globex", BudgetId = Budget, Budget = BudgetSteps.OfLines(("content", 7)) });
        (await Server.Stranger.Budgets.GetBudgetAsync(new() { Name = mine.Name })).TotalAmountMicros.ShouldBe(7);
        (await Server.GetAsync($"workspaces/acme/budgets/{Budget}")).TotalAmountMicros.ShouldBe(100);
        (await Server.Stranger.Budgets.ListBudgetsAsync(new() { Parent = "workspaces/globex" })).Budgets.ShouldAllBe(budget => budget.Name.StartsWith("workspaces/globex/"));
    }

    /// <summary>All that the caller of the other workspace learns.</summary>
    private async Task<string> Answer(string rpc, string field, string workspace, string budget, string child)
    {
        var method = Rpc.Named(rpc);
        var request = method.Request("globex", budget, child);
        var foreign = method.Request(workspace, budget, child);
        Put(References(method).Single(reference => string.Join('.', reference.Select(step => step.Name)) == field), from: foreign, into: request);

        var call = Server.Stranger.Invoker.Call(method, request);
        var error = await call.Refused(ErrorReason.ResourceNotFound);
        var headers = (await call.ResponseHeadersAsync).Concat(error.Trailers)
            .Where(entry => entry.Key != "date")
            .Select(entry => $"{entry.Key}: {(entry.IsBinary ? Convert.ToHexString(entry.ValueBytes) : entry.Value)}");
        return $"{error.Code} {error.Message} {error.Status.ToByteString().ToBase64()} {string.Join('\n', headers)}";
    }

    private static void Put(FieldDescriptor[] path, IMessage from, IMessage into)
    {
        foreach (var step in path[..^1])
            (from, into) = ((IMessage)step.Accessor.GetValue(from), (IMessage)step.Accessor.GetValue(into));
        var field = path[^1];
        if (!field.IsRepeated)
        {
            field.Accessor.SetValue(into, field.Accessor.GetValue(from));
            return;
        }

        var names = (IList)field.Accessor.GetValue(into);
        names.Clear();
        foreach (var name in (IList)field.Accessor.GetValue(from))
            names.Add(name);
    }

    private static bool IsWorkspace(string rpc, string field) =>
        Rpc.Named(rpc).InputType.FindFieldByName(field)?.Accessor.GetValue(Rpc.Named(rpc).Request("any", "any", "any")) is string name && name.Count(c => c == '/') == 1;

    /// <summary>The fields that name something, as paths: an update names its resource within it.</summary>
    private static IEnumerable<FieldDescriptor[]> References(MethodDescriptor method)
    {
        var fields = method.InputType.Fields.InDeclarationOrder();
        foreach (var field in fields.Where(field => field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference) is not null))
            yield return [field];
        if (method.InputType.FindFieldByName("update_mask") is not null)
            yield return [fields[0], fields[0].MessageType.FindFieldByName("name")];
    }
}
