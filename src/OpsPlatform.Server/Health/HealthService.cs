using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace OpsPlatform.Server.Health;

/// <summary>Tells load balancers whether this node takes calls (grpc.health.v1), as a whole ("") and per service.</summary>
internal sealed class HealthService(ServingState serving) : Grpc.Health.V1.Health.HealthBase
{
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        if (!serving.Knows(request.Service))
            throw new RpcException(new Status(StatusCode.NotFound, $"This server has no service {request.Service}."));
        return Task.FromResult(new HealthCheckResponse { Status = serving.Of(request.Service).Status });
    }

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        if (!serving.Knows(request.Service))
        {
            // As the protocol asks: the stream stays open, because the service may appear.
            await responseStream.WriteAsync(new HealthCheckResponse { Status = ServingStatus.ServiceUnknown }, context.CancellationToken);
            await serving.Stopped.WaitAsync(context.CancellationToken);
            return;
        }

        var told = ServingStatus.Unknown;
        while (true)
        {
            var current = serving.Of(request.Service);
            if (current.Status != told)
                await responseStream.WriteAsync(new HealthCheckResponse { Status = told = current.Status }, context.CancellationToken);
            if (current.Next is not { } next)
                return;
            await next.WaitAsync(context.CancellationToken);
        }
    }
}
