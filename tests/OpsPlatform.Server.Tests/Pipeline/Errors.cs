using Grpc.Core;
using Npgsql;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Pipeline;

/// <summary>How a caller is told what went wrong.</summary>
public sealed class Errors(RunningServer server) : ServerTest(server)
{
    [Theory]
    [InlineData("zh-CN", "zh-CN", "预算项 content 剩余 0.0001，申请 1,234.5。请减少金额、释放预留，或申请调整预算。")]
    [InlineData("zh-Hans;q=0.9, en;q=0.8", "zh-CN", "预算项 content 剩余 0.0001，申请 1,234.5。请减少金额、释放预留，或申请调整预算。")]
    [InlineData("fr, en, zh", "en", "The line content has 0.0001 left, 1,234.5 was asked for. Ask for less, release holds, or have the budget adjusted.")]
    [InlineData("", "en", "The line content has 0.0001 left, 1,234.5 was asked for. Ask for less, release holds, or have the budget adjusted.")]
    public async Task A_refusal_speaks_the_callers_language_and_the_status_speaks_English(string accepted, string locale, string sentence)
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var error = await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1_234_500_000 }, Accept(accepted)).Refused(ErrorReason.BudgetExceeded);
        (error.Detail<Google.Rpc.LocalizedMessage>()!.Locale, error.Localized).ShouldBe((locale, sentence));
        error.Detail<Google.Rpc.BadRequest>()!.FieldViolations.ShouldHaveSingleItem().Description.ShouldBe(sentence);
        error.Message.ShouldStartWith("The line content has 0.0001 left");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Broken_rules_and_bad_filters_are_explained_in_one_language(string language)
    {
        var fields = await Operator.ListBudgetsAsync(new() { Parent = Workspace, PageSize = -1 }, Accept(language)).Refused(ErrorReason.InvalidField);
        IsChinese(fields.Detail<Google.Rpc.BadRequest>()!.FieldViolations.ShouldHaveSingleItem().Description).ShouldBe(language == "zh-CN");

        var filter = await Operator.ListBudgetsAsync(new() { Parent = Workspace, Filter = "colour = 3" }, Accept(language)).Refused(ErrorReason.FilterInvalid);
        IsChinese(filter.Localized[(filter.Localized.LastIndexOf('：') + 1)..]).ShouldBe(language == "zh-CN", filter.Localized);
        IsChinese(filter.Message).ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_told_in_the_callers_language_too()
    {
        var options = new CallOptions(Accept("zh-CN"));
        var error = await Server.Operator.Invoker.Send(Rpc.Named("GetBudget"), [10, 200], options).Refused(ErrorReason.MessageUnreadable);
        IsChinese(error.Localized).ShouldBeTrue();
    }

    [Fact]
    public async Task A_defect_is_told_by_its_trace_alone_and_logged_under_it()
    {
        // Another server made it, so that this one does not have it in memory.
        await using var other = await Server.StartAnotherAsync();
        var budget = await other.DraftAsync(OfLines(("content", 1)));
        await using var database = NpgsqlDataSource.Create(Server.Database);
        await using var damage = database.CreateCommand($"update mt_doc_budget set bdata = '\\xffff' where id = '{budget.Name["workspaces/acme/".Length..]}'");
        (await damage.ExecuteNonQueryAsync()).ShouldBe(1);
        Server.Log.ExpectError("/opsplatform.budgets.v1.BudgetService/GetBudget failed by a defect of the server");
        Server.Log.ExpectError("/opsplatform.budgets.v1.BudgetService/SubmitBudget failed by a defect of the server");

        var read = await Operator.GetBudgetAsync(new() { Name = budget.Name }).Refused(ErrorReason.InternalError);
        var write = await Operator.SubmitBudgetAsync(new() { Name = budget.Name }).Refused(ErrorReason.InternalError);

        foreach (var error in new[] { read, write })
        {
            var trace = error.Info.Metadata.ShouldHaveSingleItem().Value;
            trace.ShouldMatch("^[0-9a-f]{32}$");
            error.Message.ShouldBe($"The platform failed to handle the request. It is logged under the trace {trace}; tell support this id.");
            error.Status.ToString().ShouldNotContain("InvalidProtocolBuffer");
            Server.Log.All.ShouldContain(record => record.Text.Contains(trace) && record.Text.Contains("InvalidProtocolBufferException"));
        }
    }

    [Fact]
    public async Task An_rpc_that_is_not_there_is_unimplemented()
    {
        var call = Server.Operator.Invoker.AsyncUnaryCall(
            new Method<string, string>(MethodType.Unary, "opsplatform.budgets.v1.BudgetService", "PrintMoney", Marshallers.StringMarshaller, Marshallers.StringMarshaller), null, default, "");
        (await Should.ThrowAsync<RpcException>(call.ResponseAsync)).StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    private static Metadata Accept(string language) => new() { { "accept-language", language } };

    private static bool IsChinese(string sentence) => sentence.Any(c => c is >= '一' and <= '鿿');
}
