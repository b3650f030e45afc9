using Grpc.Core;
using Microsoft.AspNetCore.Http;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client.Tests.Scripted;

namespace OpsPlatform.Client.Tests;

public sealed class Secrets
{
    [Fact]
    public async Task Neither_secret_nor_token_is_logged_or_told()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var log = new LogLines();
        await using var client = platform.Client(options => (options.LoggerFactory, options.Retry.MaxAttempts) = (log, 2));
        platform.FailFirst<GetBudgetRequest>(new Budget(), Refused.With(StatusCode.Unauthenticated, "TOKEN_INVALID"), Refused.With(StatusCode.Unavailable));
        await client.Budgets.GetBudgetAsync(new GetBudgetRequest());

        var texts = new List<string> { platform.Options().ToString(), (await client.GetAccessTokenAsync()).ToString() };
        platform.On<GetBudgetRequest>(_ => throw Refused.With(StatusCode.Unauthenticated, "TOKEN_INVALID"));
        platform.Tokens.Instead = () => Results.Json(new { error = "invalid_client", error_description = $"You sent {ScriptedPlatform.ClientSecret}" }, statusCode: 400);
        texts.Add((await Should.ThrowAsync<OpsPlatformException>(client.Budgets.GetBudgetAsync(new GetBudgetRequest()).ResponseAsync)).ToString());

        log.All.ShouldContain(line => line.Contains("New access token"));
        log.All.ShouldContain(line => line.Contains("is sent again"));
        log.All.ShouldContain(line => line.Contains("No new access token"));
        texts.Concat(log.All).ShouldAllBe(text => !text.Contains(ScriptedPlatform.ClientSecret) && !text.Contains("token-1") && !text.Contains("token-2"));
        platform.Calls.Select(call => call.Header("authorization")).ShouldBe(["Bearer token-1", "Bearer token-2", "Bearer token-2", "Bearer token-2"]);
    }
}
