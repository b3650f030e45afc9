using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Server.Pipeline;

/// <summary>The outermost step: attaches the call's state, and tells of each call once it has ended, in the log, in its trace and in the metrics.</summary>
internal sealed class TelemetryInterceptor(RpcMethods methods, TimeProvider time, ILogger<TelemetryInterceptor> log) : AroundInterceptor
{
    public const string MeterName = "OpsPlatform.Server";

    private static readonly Meter Meter = new(MeterName);

    // Named as OpenTelemetry's conventions for rpc servers have it.
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("rpc.server.call.duration", "s", "How long calls took, by method and outcome.");

    protected override async Task<T> Around<T>(ServerCallContext context, Func<Task<T>> next)
    {
        if (methods.Find(context.Method) is not { } method)
            return await next();

        var call = new RpcCall(method);
        call.Attach(context);
        var start = time.GetTimestamp();
        var code = StatusCode.OK;
        try
        {
            return await next();
        }
        catch (RpcException e)
        {
            code = e.StatusCode;
            throw;
        }
        finally
        {
            Report(call, code, time.GetElapsedTime(start));
        }
    }

    private void Report(RpcCall call, StatusCode code, TimeSpan elapsed)
    {
        var reason = call.Reason == ErrorReason.Unspecified ? "" : call.Reason.ToString();
        Duration.Record(
            elapsed.TotalSeconds,
            new TagList { { "rpc.system", "grpc" }, { "rpc.method", call.Method.FullName }, { "rpc.response.status_code", code.ToString() }, { "error.type", reason } });
        Activity.Current?
            .SetTag("rpc.method", call.Method.FullName)
            .SetTag("rpc.response.status_code", code.ToString())
            .SetTag("error.type", reason.Length > 0 ? reason : null)
            .SetTag("opsplatform.client", call.Caller?.ClientId)
            .SetTag("opsplatform.workspace", call.GrantedWorkspace)
            .SetTag("opsplatform.replayed", call.Replayed ? true : null);
        if (log.IsEnabled(LogLevel.Information))
            ServerLog.CallEnded(
                log, call.Method.FullName, code.ToString(), reason, elapsed.TotalMilliseconds, call.Caller?.ClientId ?? "", call.GrantedWorkspace, call.Request?.Id.ToString() ?? "", call.Replayed);
    }
}
