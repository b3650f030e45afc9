using Grpc.Net.Client;
using Microsoft.Extensions.Logging;

namespace OpsPlatform.Client.Internal;

/// <summary>How the client talks HTTP.</summary>
internal static class Transport
{
    // A page of 1,000 resources of some 20 kB each still fits.
    private const int MaxResponseBytes = 64 * 1024 * 1024;

    public static SocketsHttpHandler CreateHandler() => new()
    {
        // One connection carries about 100 calls at once; without this, further calls queue.
        EnableMultipleHttp2Connections = true,
        // A connection that a firewall has dropped in silence is found out by a ping instead of by a call that hangs.
        KeepAlivePingDelay = TimeSpan.FromSeconds(60),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
        // Connections are made anew now and then, so that nodes that joined later get their share.
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        // A redirect would carry the secret to a place that the options do not name.
        AllowAutoRedirect = false,
    };

    public static GrpcChannelOptions Channel(HttpMessageHandler handler, ILoggerFactory? loggers) => new()
    {
        HttpHandler = new SharedHandler(handler),
        LoggerFactory = loggers,
        MaxReceiveMessageSize = MaxResponseBytes,
        // Streams get their token by call credentials; the options' rules have kept plain text to this machine.
        UnsafeUseInsecureChannelCallCredentials = true,
    };

    /// <summary>
    /// Hides the handler's type. A channel that recognises a <see cref="SocketsHttpHandler"/> takes over how it connects, and token
    /// requests could not go over it any more.
    /// </summary>
    private sealed class SharedHandler(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _inner.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
