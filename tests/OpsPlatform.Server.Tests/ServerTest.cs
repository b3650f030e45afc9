using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Server.Tests;

/// <summary>A test against a running server. An error that the server logs, and the test did not announce, fails it.</summary>
public abstract class ServerTest(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    protected RunningServer Server { get; } = server;

    protected BudgetService.BudgetServiceClient Operator => Server.Operator.Budgets;

    protected BudgetService.BudgetServiceClient Approver => Server.Approver.Budgets;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Server.Log.MustHoldNoUnexpectedErrors();
        return ValueTask.CompletedTask;
    }
}
