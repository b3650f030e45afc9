using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli;

/// <summary>A command that is one call: what is typed becomes its request, its answer is shown.</summary>
internal abstract class RpcCommand<TRequest, TAnswer> : RequestCommand
    where TRequest : class, IMessage<TRequest>, new()
    where TAnswer : IMessage<TAnswer>
{
    private readonly RequestForm<TRequest> _form;

    protected RpcCommand(string name, string description, Field[] fields, params string[] examples)
        : base(name, description, examples) => _form = new RequestForm<TRequest>(this, fields);

    internal override TRequest Request(Invocation invocation) => _form.Read(invocation);

    protected abstract AsyncUnaryCall<TAnswer> Call(OpsPlatformClient client, TRequest request, CallOptions options);

    protected virtual void Show(Invocation invocation, TRequest request, TAnswer answer) => invocation.Output.Show(answer);

    internal override async Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var request = Request(invocation);
        using var client = invocation.Connect();
        using var call = Call(client, request, new CallOptions(cancellationToken: cancellation));
        Show(invocation, request, await AnswerAsync(call, request));
        if (call.WasReplayed())
            invocation.Note("This request had run before: nothing was done anew, and this is its first answer.", "该请求此前已执行：本次未重复操作，以上为首次结果。");
        if (RequestForm<TRequest>.IsOn("validate_only", request))
            invocation.Note("Nothing was written: --validate-only shows what would be.", "未写入任何内容：--validate-only 仅显示预期结果。");
    }

    /// <summary>Who interrupts a write does not know whether it happened; its request id is how to find out.</summary>
    private static async Task<TAnswer> AnswerAsync(AsyncUnaryCall<TAnswer> call, TRequest request)
    {
        try
        {
            return await call;
        }
        catch (OperationCanceledException) when (RequestForm<TRequest>.RequestId(request) is { } id)
        {
            throw new Failure(ExitCode.Interrupted, "INTERRUPTED", new Sentence(
                $"Interrupted. The write may have happened: the same command with --request-id {id} runs it once at most, and shows its answer.",
                $"已中断。写操作可能已执行：以 --request-id {id} 重新运行同一命令，至多执行一次并显示其结果。"));
        }
    }
}
