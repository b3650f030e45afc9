using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace OpsPlatform.Server.Sockets;

/// <summary>Hands the limits to Kestrel, whose own ones for frames, windows and resets stay as they are.</summary>
internal sealed class SocketLimits(IOptions<SocketOptions> options, SpreadHeartbeat heartbeat) : IConfigureOptions<KestrelServerOptions>
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SocketOptions>().Bind(builder.Configuration.GetSection(SocketOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SocketOptions>, SocketOptionsValidation>();
        builder.Services.AddSingleton<SpreadHeartbeat>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SpreadHeartbeat>());
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, SocketLimits>();
    }

    public void Configure(KestrelServerOptions kestrel)
    {
        var given = options.Value;
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(listen => listen.Use(heartbeat.Use));
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = given.MaxConnections;
        limits.RequestHeadersTimeout = given.HeaderTimeout;
        limits.KeepAliveTimeout = given.IdleTimeout;
        limits.MaxRequestHeadersTotalSize = given.MaxHeaderBytes;
        limits.MinRequestBodyDataRate = limits.MinResponseDataRate = new MinDataRate(given.MinBytesPerSecond, given.RateGracePeriod);
        limits.Http2.MaxStreamsPerConnection = given.MaxStreamsPerConnection;
        limits.Http2.MaxRequestHeaderFieldSize = given.MaxHeaderBytes;
        limits.Http2.KeepAlivePingDelay = given.PingDelay;
        limits.Http2.KeepAlivePingTimeout = given.PingTimeout;
    }
}
