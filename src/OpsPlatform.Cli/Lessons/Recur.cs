using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Lessons;

internal sealed class Recur() : RpcCommand<RecordRecurrenceRequest, Lesson>(
    "recur",
    "Record that the same happened again, and show the lesson.",
    [
        new("name", "The lesson."),
        new("incident", "What happened this time."),
    ],
    "ops lessons recur brief-early --incident 'The summer briefing was late'")
{
    protected override AsyncUnaryCall<Lesson> Call(OpsPlatformClient client, RecordRecurrenceRequest request, CallOptions options) =>
        client.Campaigns.RecordRecurrenceAsync(request, options);
}
