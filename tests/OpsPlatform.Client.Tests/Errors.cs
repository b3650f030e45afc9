using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client.Tests.Scripted;

namespace OpsPlatform.Client.Tests;

public sealed class Errors
{
    private static readonly ReserveFundsRequest Reserve = new() { Parent = "workspaces/acme/budgets/q4", Line = "content", AmountMicros = 5 };

    [Fact]
    public async Task A_refusal_carries_its_reason_fields_facts_and_sentence()
    {
        var failure = await FailureAsync(Refused.With(
            StatusCode.ResourceExhausted,
            details:
            [
                new ErrorInfo { Type = "BUDGET_EXCEEDED", Domain = "opsplatform", Metadata = { ["left"] = "3", ["asked"] = "5" } },
                new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "amount_micros", Description = "Too much." } } },
                new LocalizedMessage { Locale = "zh-CN", Message = "预算不足。" },
            ]));

        (failure.StatusCode, failure.Reason, failure.ReasonText, failure.Message).ShouldBe((StatusCode.ResourceExhausted, ErrorReason.BudgetExceeded, "BUDGET_EXCEEDED", "预算不足。"));
        failure.FieldViolations.ShouldBe([new FieldViolation("amount_micros", "Too much.")]);
        failure.Metadata.ShouldBe(new Dictionary<string, string> { ["left"] = "3", ["asked"] = "5" }, ignoreOrder: true);
        failure.RetryDelay.ShouldBeNull();
        failure.InnerException.ShouldBeOfType<RpcException>();
        failure.ToString().ShouldEndWith($"(ResourceExhausted BUDGET_EXCEEDED, request_id {failure.RequestId})");
    }

    [Fact]
    public async Task Every_published_reason_is_recognised()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        await using var client = platform.Client();
        var values = ErrorReasonReflection.Descriptor.EnumTypes[0].Values.Where(value => value.Number != 0).ToArray();
        values.ShouldNotBeEmpty();
        foreach (var value in values)
        {
            platform.On<ReserveFundsRequest>(_ => throw Refused.With(StatusCode.FailedPrecondition, value.Name));
            var failure = await Should.ThrowAsync<OpsPlatformException>(client.Budgets.ReserveFundsAsync(Reserve).ResponseAsync);
            ((int)failure.Reason, failure.ReasonText).ShouldBe((value.Number, value.Name));
        }
    }

    [Fact]
    public async Task A_reason_newer_than_this_package_is_told_as_text()
    {
        var failure = await FailureAsync(Refused.With(StatusCode.FailedPrecondition, "MOON_IS_FULL"));
        (failure.Reason, failure.ReasonText, failure.Message).ShouldBe((ErrorReason.Unspecified, "MOON_IS_FULL", "In English."));
    }

    [Fact]
    public async Task A_reason_of_another_domain_is_not_taken_for_ours()
    {
        var failure = await FailureAsync(Refused.With(StatusCode.FailedPrecondition, details: [new ErrorInfo { Type = "BUDGET_EXCEEDED", Domain = "elsewhere" }]));
        (failure.Reason, failure.ReasonText).ShouldBe((ErrorReason.Unspecified, "BUDGET_EXCEEDED"));
    }

    [Fact]
    public async Task Details_that_cannot_be_read_leave_the_status()
    {
        var failure = await FailureAsync(Refused.Raw(StatusCode.FailedPrecondition, [0xff, 0xff, 0xff]));
        (failure.StatusCode, failure.Reason, failure.ReasonText, failure.Message).ShouldBe((StatusCode.FailedPrecondition, ErrorReason.Unspecified, "", "In English."));
    }

    [Fact]
    public async Task One_detail_that_cannot_be_read_leaves_the_others()
    {
        var broken = new Google.Rpc.Status
        {
            Details =
            {
                Any.Pack(new ErrorInfo { Type = "BUDGET_STATE", Domain = "opsplatform" }),
                new Any { TypeUrl = "type.googleapis.com/google.rpc.BadRequest", Value = Google.Protobuf.ByteString.CopyFrom(0xff) },
                new Any { TypeUrl = "no url", Value = Google.Protobuf.ByteString.CopyFrom(0xff) },
            },
        };
        var failure = await FailureAsync(Refused.Raw(StatusCode.FailedPrecondition, Google.Protobuf.MessageExtensions.ToByteArray(broken)));
        (failure.Reason, failure.FieldViolations.Count).ShouldBe((ErrorReason.BudgetState, 0));
    }

    [Fact]
    public async Task A_failure_without_details_keeps_its_text()
    {
        var failure = await FailureAsync(new RpcException(new Grpc.Core.Status(StatusCode.PermissionDenied, "A proxy said no.")));
        (failure.StatusCode, failure.Message).ShouldBe((StatusCode.PermissionDenied, "A proxy said no."));
    }

    [Fact]
    public async Task A_blocking_call_fails_alike()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ReserveFundsRequest>(_ => throw Refused.With(StatusCode.FailedPrecondition, "BUDGET_STATE"));
        await using var client = platform.Client();
        Should.Throw<OpsPlatformException>(() => client.Budgets.ReserveFunds(Reserve)).Reason.ShouldBe(ErrorReason.BudgetState);
    }

    [Fact]
    public async Task A_failed_call_tells_its_status_and_trailers_too()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ReserveFundsRequest>(_ => throw Refused.With(StatusCode.FailedPrecondition, "BUDGET_STATE"));
        await using var client = platform.Client();
        using var call = client.Budgets.ReserveFundsAsync(Reserve);
        await Should.ThrowAsync<OpsPlatformException>(call.ResponseAsync);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        call.GetTrailers().GetValueBytes("grpc-status-details-bin").ShouldNotBeNull();
        await Should.ThrowAsync<OpsPlatformException>(call.ResponseHeadersAsync);
    }

    [Theory]
    [InlineData("en", null, "en")]
    [InlineData("zh-CN", null, "zh-CN")]
    [InlineData("zh-CN", "en", "en")]
    public async Task Each_call_asks_for_the_language_of_the_options_unless_it_names_its_own(string option, string? own, string sent)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ReserveFundsRequest>(_ => new Reservation());
        await using var client = platform.Client(options => options.Language = option);
        var headers = new Metadata { { "x-mine", "1" } };
        if (own is not null)
            headers.Add("accept-language", own);
        var count = headers.Count;

        await client.Budgets.ReserveFundsAsync(Reserve, headers);
        var call = platform.Calls.ShouldHaveSingleItem();
        call.Headers.Where(header => header.Key == "accept-language").Select(header => header.Value).ShouldBe([sent]);
        call.Header("x-mine").ShouldBe("1");
        headers.Count.ShouldBe(count);
    }

    private static async Task<OpsPlatformException> FailureAsync(RpcException sent)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ReserveFundsRequest>(_ => throw sent);
        await using var client = platform.Client();
        return await Should.ThrowAsync<OpsPlatformException>(client.Budgets.ReserveFundsAsync(Reserve).ResponseAsync);
    }
}
