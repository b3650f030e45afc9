using System.Net;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client.Internal;
using OpsPlatform.Client.Tests.Scripted;

namespace OpsPlatform.Client.Tests;

public sealed class AccessTokens
{
    private static readonly GetBudgetRequest Get = new() { Name = "workspaces/acme/budgets/q4" };

    [Fact]
    public async Task A_hundred_parallel_calls_ask_for_one_token()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => new Budget());
        var gate = new TaskCompletionSource();
        platform.Tokens.Gate = gate.Task;
        await using var client = platform.Client();

        var calls = Enumerable.Range(0, 100).Select(_ => client.Budgets.GetBudgetAsync(Get).ResponseAsync).ToArray();
        gate.SetResult();
        await Task.WhenAll(calls);

        platform.Tokens.Requests.Count.ShouldBe(1);
        platform.Calls.Count.ShouldBe(100);
        platform.Calls.ShouldAllBe(call => call.Header("authorization") == "Bearer token-1");
    }

    [Fact]
    public async Task A_token_near_its_end_is_renewed_once_while_calls_go_on_with_it()
    {
        var time = new FakeTimeProvider();
        var renewal = new TaskCompletionSource<AccessToken>();
        var asked = 0;
        using var tokens = Cache(time, () => ++asked == 1 ? Task.FromResult(Token("old", time)) : renewal.Task);
        await tokens.GetAsync(default);

        time.Advance(TimeSpan.FromMinutes(7));
        (await tokens.GetAsync(default)).Value.ShouldBe("old");
        asked.ShouldBe(1);

        time.Advance(TimeSpan.FromMinutes(2));
        (await tokens.GetAsync(default)).Value.ShouldBe("old");
        (await tokens.GetAsync(default)).Value.ShouldBe("old");
        renewal.SetResult(Token("new", time));
        time.Advance(TimeSpan.FromSeconds(51));
        (await tokens.GetAsync(default)).Value.ShouldBe("new");
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_call_waits_for_a_new_token_when_the_old_one_could_die_on_the_way()
    {
        var time = new FakeTimeProvider();
        var renewal = new TaskCompletionSource<AccessToken>();
        var asked = 0;
        using var tokens = Cache(time, () => ++asked == 1 ? Task.FromResult(Token("old", time)) : renewal.Task);
        await tokens.GetAsync(default);

        time.Advance(TimeSpan.FromSeconds(591));
        var waiting = tokens.GetAsync(default).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        renewal.SetResult(Token("new", time));
        (await waiting).Value.ShouldBe("new");
    }

    [Fact]
    public async Task A_token_service_that_fails_while_the_token_is_good_is_left_alone_for_a_while()
    {
        var time = new FakeTimeProvider();
        var asked = 0;
        using var log = new LogLines();
        using var tokens = Cache(
            time,
            () => ++asked == 1 ? Task.FromResult(Token("old", time)) : Task.FromException<AccessToken>(new InvalidOperationException("down")),
            log);
        await tokens.GetAsync(default);

        time.Advance(TimeSpan.FromMinutes(9));
        await tokens.GetAsync(default);
        await log.SaysAsync("No new access token: down");
        for (var i = 0; i < 100; i++)
            (await tokens.GetAsync(default)).Value.ShouldBe("old");
        asked.ShouldBe(2);

        time.Advance(TimeSpan.FromSeconds(6));
        await tokens.GetAsync(default);
        await log.SaysAsync("No new access token: down", times: 2);
        asked.ShouldBe(3);
    }

    [Fact]
    public async Task A_caller_that_gives_up_waiting_does_not_take_the_token_from_the_others()
    {
        var answer = new TaskCompletionSource<AccessToken>();
        using var tokens = Cache(new FakeTimeProvider(), () => answer.Task);
        using var impatience = new CancellationTokenSource();
        var impatient = tokens.GetAsync(impatience.Token).AsTask();
        var patient = tokens.GetAsync(default).AsTask();

        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(impatient);
        answer.SetResult(Token("new", TimeProvider.System));
        (await patient).Value.ShouldBe("new");
    }

    [Fact]
    public async Task A_rejected_token_is_replaced_and_the_call_sent_again()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.FailFirst<GetBudgetRequest>(new Budget { Name = Get.Name }, Refused.With(StatusCode.Unauthenticated, "TOKEN_INVALID"));
        await using var client = platform.Client(options => options.Retry.MaxAttempts = 1);

        (await client.Budgets.GetBudgetAsync(Get)).Name.ShouldBe(Get.Name);
        platform.Calls.Select(call => call.Header("authorization")).ShouldBe(["Bearer token-1", "Bearer token-2"]);
    }

    [Fact]
    public async Task A_second_rejection_is_thrown()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => throw Refused.With(StatusCode.Unauthenticated, "TOKEN_INVALID"));
        await using var client = platform.Client();

        var refusal = await Should.ThrowAsync<OpsPlatformException>(client.Budgets.GetBudgetAsync(Get).ResponseAsync);
        refusal.Reason.ShouldBe(Api.V1.ErrorReason.TokenInvalid);
        platform.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_is_rejected_for_fifty_calls_at_once_is_replaced_once()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>((_, call) => call.RequestHeaders.GetValue("authorization") == "Bearer token-1"
            ? throw Refused.With(StatusCode.Unauthenticated, "TOKEN_INVALID")
            : Task.FromResult<Google.Protobuf.IMessage>(new Budget()));
        await using var client = platform.Client();
        await client.GetAccessTokenAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.Budgets.GetBudgetAsync(Get).ResponseAsync));
        platform.Tokens.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_client_proves_itself_by_basic_authentication_with_form_encoded_parts()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        await using var client = platform.Client(options =>
        {
            options.Scopes.Add("budgets.read");
            options.Scopes.Add("budgets.reserve");
        });
        await client.GetAccessTokenAsync();

        var request = platform.Tokens.Requests.ShouldHaveSingleItem();
        request.Form.ShouldBe(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "budgets.read budgets.reserve" }, ignoreOrder: true);
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(request.Authorization["Basic ".Length..])).Split(':');
        parts.Select(WebUtility.UrlDecode).ShouldBe([ScriptedPlatform.ClientId, ScriptedPlatform.ClientSecret]);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_clearly_and_not_tried_again()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.Tokens.Instead = () => Results.Json(new { error = "invalid_client", error_description = $"not {ScriptedPlatform.ClientSecret}" }, statusCode: 401);
        await using var client = platform.Client();

        var refusal = await Should.ThrowAsync<OpsPlatformException>(client.Budgets.GetBudgetAsync(Get).ResponseAsync);
        refusal.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        refusal.ReasonText.ShouldBe("invalid_client");
        refusal.Message.ShouldBe($"No access token: {platform.HttpAddress}/connect/token refused the client 'acme-ops': invalid_client, not ***. Check ClientId, ClientSecret and Scopes.");
        platform.Tokens.Requests.Count.ShouldBe(1);
        platform.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_service_that_stumbles_is_asked_again()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<CreateBudgetRequest>(_ => new Budget());
        var asked = 0;
        platform.Tokens.Instead = () => ++asked < 3 ? Results.StatusCode(503) : Results.Json(new { access_token = "t", token_type = "bearer" });
        await using var client = platform.Client();

        await client.Budgets.CreateBudgetAsync(new CreateBudgetRequest());
        asked.ShouldBe(3);
    }

    [Fact]
    public async Task A_token_endpoint_that_cannot_be_reached_is_named()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        await using var client = platform.Client(options =>
        {
            options.TokenEndpoint = "http://127.0.0.1:1/connect/token";
            options.Language = "zh-CN";
        });

        var failure = await Should.ThrowAsync<OpsPlatformException>(client.Budgets.GetBudgetAsync(Get).ResponseAsync);
        failure.StatusCode.ShouldBe(StatusCode.Unavailable);
        failure.Message.ShouldStartWith("无法获取访问令牌：无法连接 http://127.0.0.1:1/connect/token：");
    }

    [Theory]
    [InlineData(404, "<html>Not here</html>", "HTTP 404")]
    [InlineData(302, "", "HTTP 302")]
    [InlineData(200, "[]", "HTTP 200")]
    [InlineData(200, """{"access_token":"x","token_type":"mac"}""", "no access_token of the type Bearer")]
    [InlineData(200, """{"access_token":5,"token_type":"Bearer"}""", "no access_token of the type Bearer")]
    public async Task An_answer_that_is_no_token_says_so(int status, string body, string problem)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.Tokens.Instead = () => Results.Text(body, statusCode: status);
        await using var client = platform.Client();

        var failure = await Should.ThrowAsync<OpsPlatformException>(client.GetAccessTokenAsync().AsTask());
        failure.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        failure.Message.ShouldContain($"does not answer like a token service: {problem}.");
    }

    [Fact]
    public async Task An_authority_tells_where_its_tokens_are()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        await using var client = platform.Client(options => (options.TokenEndpoint, options.Authority) = (null, platform.HttpAddress + "/"));
        (await client.GetAccessTokenAsync()).Value.ShouldBe("token-1");
    }

    [Fact]
    public async Task A_discovery_document_of_another_issuer_is_not_trusted()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.Issuer = "https://elsewhere.example";
        await using var client = platform.Client(options => (options.TokenEndpoint, options.Authority) = (null, platform.HttpAddress));

        (await Should.ThrowAsync<OpsPlatformException>(client.GetAccessTokenAsync().AsTask())).Message.ShouldContain("issuer 'https://elsewhere.example'");
        platform.Tokens.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_that_brings_its_own_token_needs_no_token_endpoint()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => new Budget());
        await using var client = platform.Client();

        await client.Budgets.GetBudgetAsync(Get, new Metadata { { "authorization", "Bearer mine" } });
        platform.Calls.ShouldHaveSingleItem().Header("authorization").ShouldBe("Bearer mine");
        platform.Tokens.Requests.ShouldBeEmpty();
    }

    private static TokenCache Cache(TimeProvider time, Func<Task<AccessToken>> request, ILogger? log = null) => new(_ => request(), time, log ?? NullLogger.Instance);

    private static AccessToken Token(string value, TimeProvider time) => new(value, time.GetUtcNow(), TimeSpan.FromMinutes(10));
}
