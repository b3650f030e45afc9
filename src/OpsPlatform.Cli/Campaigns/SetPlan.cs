using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class SetPlan() : RpcCommand<SetPlanRequest, Campaign>(
    "set-plan",
    "Give a campaign a plan, from a template or by hand.",
    [
        new("name", "The campaign."),
        new("template", "The template to make it from: ops plan-templates list shows what there is."),
        new("phase_lengths", "How long a phase of the template is here, again for each: execute:6.", "phase-length"),
        new("phases", "A phase by hand, again for each: prepare:Prepare,start-date=2026-03-16,end-date=2026-03-29.", "phase"),
        new("tasks", "A task by hand and its phase, again for each: script:prepare,working-day-count=5,depends-on=roles.", "task"),
        new("milestones", "A milestone by hand, again for each: live:Live,due-date=2026-03-29,gate-of=prepare,requirements=points-live.", "milestone"),
        new("calendar.weekdays", "A day of the week that is worked, 1 for Monday, again for each. Default: Monday to Friday.", "weekday"),
        new("calendar.holidays", "A day that is not worked, again for each.", "holiday"),
        new("calendar.extra_days", "A day that is worked in place of a holiday, again for each.", "extra-day"),
        new("calendar.utc_offset_minutes", "What the calendar's clocks are ahead of UTC, in minutes."),
        new("buffer_bps", "How much of the working days is kept as a buffer, in basis points. Default: 2000."),
    ],
    "ops campaigns set-plan spring --template two-eight-four --utc-offset-minutes 480",
    "ops campaigns set-plan spring --template two-eight-four --phase-length prepare:1 --phase-length execute:8 --phase-length optimise:4 --holiday 2026-04-06",
    "ops campaigns set-plan spring --phase make:Make,start-date=2026-03-16,end-date=2026-04-10 --task script:make,working-day-count=5 --task edit:make,working-day-count=3,depends-on=script")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, SetPlanRequest request, CallOptions options) =>
        client.Campaigns.SetPlanAsync(request, options);
}
