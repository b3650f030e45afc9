using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Audiences;

internal sealed class Record() : RpcCommand<RecordAudienceRequest, Audience>(
    "record",
    "Record how many users are in each stage, and how many moved since the record before.",
    [
        new("name", "The audience."),
        new("lifecycle_model", "Its lifecycle model: ops lifecycle-models list shows what there is. Only for the first record.", "model"),
        new("record_date", "The day.", "date"),
        new("segments", "A stage and how many users are in it, again for each.", "segment"),
        new("moves", "The stage that users were in and how many moved, with their new one as destination; again for each. Without a destination they left altogether.", "move"),
    ],
    "ops audiences record all-fans --model six-stages --date 2026-03-31 --segment awareness:1200 --segment interest:300",
    "ops audiences record all-fans --date 2026-04-30 --segment awareness:1100 --segment interest:400 --move awareness:100,destination=interest")
{
    protected override AsyncUnaryCall<Audience> Call(OpsPlatformClient client, RecordAudienceRequest request, CallOptions options) =>
        client.Metrics.RecordAudienceAsync(request, options);
}
