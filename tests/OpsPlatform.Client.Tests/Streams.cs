using Grpc.Core;
using Microsoft.AspNetCore.Http;
using OpsPlatform.Api.V1;
using OpsPlatform.Client.Tests.Scripted;
using OpsPlatform.Shapes.V1;

namespace OpsPlatform.Client.Tests;

public sealed class Streams
{
    private static readonly Word Hello = new() { Text = "hello" };

    [Fact]
    public async Task Streams_carry_token_and_language()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var seen = new List<string>();
        platform.InStream = call => seen.Add($"{call.RequestHeaders.GetValue("authorization")} {call.RequestHeaders.GetValue("accept-language")} {call.Deadline == DateTime.MaxValue}");
        await using var client = platform.Client(options => options.Language = "zh-CN");
        var shapes = new ShapeService.ShapeServiceClient(client.CallInvoker);

        using (var watch = shapes.Watch(Hello))
            (await watch.ResponseStream.ReadAllAsync().ToListAsync()).ShouldBe([Hello]);
        using (var import = shapes.Import())
        {
            await import.RequestStream.WriteAsync(Hello);
            await import.RequestStream.CompleteAsync();
            (await import).ShouldBe(Hello);
            import.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        }

        using (var talk = shapes.Talk())
        {
            await talk.RequestStream.WriteAsync(Hello);
            await talk.RequestStream.CompleteAsync();
            (await talk.ResponseStream.ReadAllAsync().ToListAsync()).ShouldBe([Hello]);
            (await talk.ResponseHeadersAsync).ShouldNotBeNull();
        }

        seen.ShouldBe(["Bearer token-1 zh-CN True", "Bearer token-1 zh-CN True", "Bearer token-1 zh-CN True"]);
    }

    [Fact]
    public async Task A_stream_that_fails_throws_the_typed_error_behind_what_it_brought()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.InStream = _ => throw Refused.With(StatusCode.FailedPrecondition, "BUDGET_STATE");
        await using var client = platform.Client();
        var shapes = new ShapeService.ShapeServiceClient(client.CallInvoker);

        using var watch = shapes.Watch(Hello);
        (await watch.ResponseStream.MoveNext()).ShouldBeTrue();
        (await Should.ThrowAsync<OpsPlatformException>(watch.ResponseStream.MoveNext())).Reason.ShouldBe(ErrorReason.BudgetState);

        using var talk = shapes.Talk();
        await talk.RequestStream.WriteAsync(Hello);
        (await talk.ResponseStream.MoveNext()).ShouldBeTrue();
        (await Should.ThrowAsync<OpsPlatformException>(talk.ResponseStream.MoveNext())).Reason.ShouldBe(ErrorReason.BudgetState);

        using var import = shapes.Import();
        await import.RequestStream.WriteAsync(Hello);
        (await Should.ThrowAsync<OpsPlatformException>(import.ResponseAsync)).Reason.ShouldBe(ErrorReason.BudgetState);
        (await Should.ThrowAsync<OpsPlatformException>(() => WriteUntilRefusedAsync(import.RequestStream))).Reason.ShouldBe(ErrorReason.BudgetState);
    }

    [Fact]
    public async Task A_stream_without_a_token_fails_like_a_call()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.Tokens.Instead = () => Results.Json(new { error = "invalid_client" }, statusCode: 401);
        await using var client = platform.Client();

        using var watch = new ShapeService.ShapeServiceClient(client.CallInvoker).Watch(Hello);
        var failure = await Should.ThrowAsync<OpsPlatformException>(watch.ResponseStream.MoveNext());
        (failure.StatusCode, failure.ReasonText).ShouldBe((StatusCode.Unauthenticated, "invalid_client"));
    }

    [Fact]
    public async Task A_stream_whose_token_is_rejected_leaves_a_new_one_for_the_next()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.InStream = call =>
        {
            if (call.RequestHeaders.GetValue("authorization") == "Bearer token-1")
                throw Refused.With(StatusCode.Unauthenticated, "TOKEN_INVALID");
        };
        await using var client = platform.Client();
        var shapes = new ShapeService.ShapeServiceClient(client.CallInvoker);

        using var first = shapes.Watch(Hello);
        (await Should.ThrowAsync<OpsPlatformException>(async () => await first.ResponseStream.ReadAllAsync().ToListAsync())).Reason.ShouldBe(ErrorReason.TokenInvalid);
        using var second = shapes.Watch(Hello);
        (await second.ResponseStream.ReadAllAsync().ToListAsync()).ShouldBe([Hello]);
    }

    [Fact]
    public async Task A_reader_can_cancel()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.InStream = call => call.CancellationToken.WaitHandle.WaitOne();
        await using var client = platform.Client();
        var shapes = new ShapeService.ShapeServiceClient(client.CallInvoker);

        using var cancellation = new CancellationTokenSource();
        using var watch = shapes.Watch(Hello, cancellationToken: cancellation.Token);
        await watch.ResponseStream.MoveNext();
        var next = watch.ResponseStream.MoveNext();
        await cancellation.CancelAsync();
        (await Should.ThrowAsync<OperationCanceledException>(next)).CancellationToken.ShouldBe(cancellation.Token);
    }

    private static async Task WriteUntilRefusedAsync(IClientStreamWriter<Word> writer)
    {
        for (var i = 0; i < 1000; i++)
            await writer.WriteAsync(Hello);
    }
}
