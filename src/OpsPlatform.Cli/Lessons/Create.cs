using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Lessons;

internal sealed class Create() : RpcCommand<CreateLessonRequest, Lesson>(
    "create",
    "Write down something that was learned.",
    [
        new("lesson_id", "The id of the new lesson. Default: one that the server makes."),
        new("lesson.display_name", "What people call it."),
        new("lesson.kind", "What it is. Default: lesson."),
        new("lesson.situation", "What happened."),
        new("lesson.advice", "What to do the next time."),
        new("lesson.tags", "What it is found by, again for each.", "tag"),
        new("lesson.solution", "What solves it, for a problem."),
        new("lesson.cause_tag", "What the fault came from, by a short name."),
        new("lesson.campaign", "The campaign that it was learned in."),
    ],
    "ops lessons create --display-name 'Brief early' --situation 'The agency was briefed late' --advice 'Brief two weeks before' --tag briefing --cause-tag late-briefing --campaign spring")
{
    protected override AsyncUnaryCall<Lesson> Call(OpsPlatformClient client, CreateLessonRequest request, CallOptions options) =>
        client.Campaigns.CreateLessonAsync(request, options);
}
