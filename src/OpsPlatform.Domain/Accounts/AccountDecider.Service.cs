using Google.Protobuf;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Domain.Accounts;

public static partial class AccountDecider
{
    public static IEnumerable<IMessage> AdvanceServiceStep(Aggregate<Account> account, AdvanceServiceStepRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        var progress = account.Root.Service ?? new ServiceProgress { NextStep = ServiceStep.Diagnosis, Process = ServiceProcess.Claimed12 };
        if (request.Step == progress.DoneStep)
            return [];
        var process = progress.NextStep == ServiceStep.Diagnosis && request.Process != ServiceProcess.Unspecified ? request.Process : progress.Process;
        return request.Step == progress.NextStep
            ? [new ServiceStepDone { Process = process, Step = request.Step }]
            : throw new Refusal(ErrorReason.ServiceStepOrder, "step", ("process", process.WireName()), ("next", progress.NextStep.WireName()), ("asked", request.Step.WireName()));
    }

    private static void Fold(Account account, ServiceStepDone done)
    {
        var progress = account.Service ??= new ServiceProgress();
        if (done.Step == ServiceStep.Diagnosis)
            progress.Round++;
        progress.Process = done.Process;
        progress.DoneStep = done.Step;
        progress.NextStep = (done.Step, done.Process) switch
        {
            (ServiceStep.Promise, _) => ServiceStep.Diagnosis,
            (ServiceStep.Retest, ServiceProcess.Claimed12) => ServiceStep.Promise,
            _ => done.Step + 1,
        };
        progress.Phase = progress.NextStep switch
        {
            <= ServiceStep.Resources => ServicePhase.Prepare,
            <= ServiceStep.Monitoring => ServicePhase.Execute,
            <= ServiceStep.Improvement => ServicePhase.Optimise,
            _ => ServicePhase.Assure,
        };
    }
}
