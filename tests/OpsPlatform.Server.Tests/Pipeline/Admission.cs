using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Tests.Budgets;

namespace OpsPlatform.Server.Tests.Pipeline;

/// <summary>Who comes in: for every rpc, whoever has a valid token and the rpc's permission, and nobody else.</summary>
public sealed class Admission(RunningServer server) : ServerTest(server)
{
    public static TheoryData<string> Rpcs => [.. Rpc.Names];

    /// <summary>Those that ask for a permission.</summary>
    public static TheoryData<string> Permitted => [.. Rpc.All.Where(method => method.Rule().Scope != Rule.Types.Scope.Caller).Select(method => method.ShortName())];

    [Theory, MemberData(nameof(Rpcs))]
    public async Task Without_a_token_nothing_is_answered(string rpc)
    {
        using var channel = ApiClient.Open(Server.GrpcAddress);
        var error = await channel.CreateCallInvoker().Call(Rpc.Named(rpc), Request(rpc)).Refused(ErrorReason.TokenMissing);
        error.Code.ShouldBe(StatusCode.Unauthenticated);
    }

    [Theory, MemberData(nameof(Rpcs))]
    public async Task With_a_bad_token_nothing_is_answered(string rpc)
    {
        var token = await Server.Operator.TokenAsync();
        using var channel = ApiClient.Open(Server.GrpcAddress, $"Bearer {token[..^4]}AAAA");
        await channel.CreateCallInvoker().Call(Rpc.Named(rpc), Request(rpc)).Refused(ErrorReason.TokenInvalid);
    }

    [Theory, MemberData(nameof(Permitted))]
    public async Task Without_the_permission_nothing_is_answered(string rpc)
    {
        using var outsider = await Server.ProvisionAsync(Place(rpc), $"{Place(rpc)}-outsider", "nothing.read");
        var error = await outsider.Invoker.Call(Rpc.Named(rpc), Request(rpc)).Refused(ErrorReason.PermissionMissing);
        error.Code.ShouldBe(StatusCode.PermissionDenied);
        error.Info.Metadata["permission"].ShouldBe(Permission(rpc));
    }

    [Theory, MemberData(nameof(Permitted))]
    public async Task The_permission_of_the_rpc_is_enough(string rpc)
    {
        // It totals what another noun holds, and says so in its proto.
        string[] beside = rpc == "GetReturn" ? ["metrics.read"] : [];
        using var narrow = await Server.ProvisionAsync(Place(rpc), $"{Place(rpc)}-{rpc.ToLowerInvariant().Replace('.', '-')}", [Permission(rpc), .. beside]);
        var outcome = await narrow.Invoker.Call(Rpc.Named(rpc), Request(rpc)).Outcome();

        // What the rpc itself says no to came as far as the rpc.
        (outcome?.Reason).ShouldNotBeOneOf("PERMISSION_MISSING", "TOKEN_MISSING", "TOKEN_INVALID", "INVALID_FIELD", "INTERNAL_ERROR");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Basic YWNtZS1vcHM6eA==")]
    [InlineData("Bearer x")]
    [InlineData("Bearer a.b.c")]
    public async Task What_is_no_token_is_no_token(string authorization)
    {
        using var channel = ApiClient.Open(Server.GrpcAddress, authorization);
        var error = await channel.CreateCallInvoker().Call(Rpc.Named("ListBudgets"), Request("ListBudgets")).Outcome();
        error.ShouldNotBeNull().Code.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task A_reader_reads_and_does_not_write()
    {
        var budget = await Server.DraftAsync(BudgetSteps.OfLines(("content", 1)));
        (await Server.Reader.Budgets.GetBudgetAsync(new() { Name = budget.Name })).ShouldBe(budget);
        await Server.Reader.Budgets.SubmitBudgetAsync(new() { Name = budget.Name }).Refused(ErrorReason.PermissionMissing);
    }

    private static Google.Protobuf.IMessage Request(string rpc) => Rpc.Named(rpc).Request("acme", $"b{Guid.NewGuid():n}", "none");

    private static string Permission(string rpc) => Rpc.Named(rpc).Rule().Permission;

    /// <summary>Where the permission has to be held.</summary>
    private static string Place(string rpc) => Rpc.Named(rpc).Rule().Scope == Rule.Types.Scope.Platform ? "platform" : "acme";
}
