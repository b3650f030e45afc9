using Grpc.AspNetCore.Server;
using OpsPlatform.Server.Health;
using OpsPlatform.Server.Reflection;

namespace OpsPlatform.Server.Sockets;

/// <summary>Health and reflection, which answer whoever asks. No question of theirs is long.</summary>
internal static class OpenServices
{
    private const int MostMessageBytes = 16 * 1024;

    public static IGrpcServerBuilder LimitOpenServices(this IGrpcServerBuilder grpc) => grpc
        .AddServiceOptions<HealthService>(health => health.MaxReceiveMessageSize = MostMessageBytes)
        .AddServiceOptions<ReflectionService>(reflection => reflection.MaxReceiveMessageSize = MostMessageBytes)
        .AddServiceOptions<ReflectionAlphaService>(reflection => reflection.MaxReceiveMessageSize = MostMessageBytes);
}
