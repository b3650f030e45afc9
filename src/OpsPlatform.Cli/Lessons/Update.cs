using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Lessons;

internal sealed class Update() : RpcCommand<UpdateLessonRequest, Lesson>(
    "update",
    "Edit what describes a lesson.",
    [
        new("lesson.name", "The lesson."),
        new("lesson.display_name", "What people call it."),
        new("lesson.kind", "What it is. Default: lesson."),
        new("lesson.situation", "What happened."),
        new("lesson.advice", "What to do the next time."),
        new("lesson.tags", "What it is found by, again for each.", "tag"),
        new("lesson.solution", "What solves it, for a problem."),
        new("lesson.cause_tag", "What the fault came from, by a short name."),
        new("update_mask", "The fields to edit, with commas between; one that is not given is emptied. Default: those that are given."),
    ],
    "ops lessons update brief-early --tag briefing --tag agency")
{
    protected override AsyncUnaryCall<Lesson> Call(OpsPlatformClient client, UpdateLessonRequest request, CallOptions options) =>
        client.Campaigns.UpdateLessonAsync(request, options);
}
