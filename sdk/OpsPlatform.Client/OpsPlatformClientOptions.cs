using Microsoft.Extensions.Logging;

namespace OpsPlatform.Client;

/// <summary>What an <see cref="OpsPlatformClient"/> connects to, as whom, and how patiently.</summary>
public sealed class OpsPlatformClientOptions
{
    /// <summary>
    /// The gRPC endpoint, <c>https://ops.example.com</c> or <c>http://localhost:5080</c>. Required. Plain <c>http</c> is for this
    /// machine only, unless <see cref="AllowPlainText"/> is set.
    /// </summary>
    public string Address { get; set; } = "";

    /// <summary>The OAuth 2 token endpoint, <c>http://localhost:5081/connect/token</c>. Required, unless <see cref="Authority"/> is given.</summary>
    public string? TokenEndpoint { get; set; }

    /// <summary>The OpenID Connect issuer, whose discovery document names the token endpoint. Used when <see cref="TokenEndpoint"/> is not given.</summary>
    public string? Authority { get; set; }

    /// <summary>The OAuth client that calls are made as. Required.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client's secret. Required, unless <see cref="PrivateKey"/> is given. It is sent to the token endpoint and nowhere else.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>
    /// The private key that the client proves itself with instead of a secret (<c>private_key_jwt</c>), as PEM without a passphrase: on P-256 or
    /// P-384, or RSA of 2048 bits or more. Its public half must have been added to the client. It is sent nowhere. Default: none.
    /// </summary>
    public string? PrivateKey { get; set; }

    /// <summary>Permissions to ask for, <c>budgets.read</c>. Default: none named, which asks for all that the client has.</summary>
    public ICollection<string> Scopes { get; } = [];

    /// <summary>The language of error messages, <c>en</c> or <c>zh-CN</c>. Default <c>en</c>.</summary>
    public string Language { get; set; } = "en";

    /// <summary>
    /// How long a unary call may take in all, waits and retries included, when the call has no deadline of its own. Above zero and at
    /// most a day, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. Default 30 seconds. Streams have no deadline but their own.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>When and how often a failed call is sent again.</summary>
    public RetryOptions Retry { get; } = new();

    /// <summary>
    /// Sends token and secret without encryption to other machines too. Only for networks that encrypt by themselves, such as a
    /// service mesh: everybody else on the way can read and use them. Default false.
    /// </summary>
    public bool AllowPlainText { get; set; }

    /// <summary>
    /// The transport for gRPC and token requests, for own certificates, proxies and tests; it must speak HTTP/2. The client does not
    /// dispose it. Default: one of the client's own, which pings idle connections and opens further ones under load.
    /// </summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>The clock for deadlines, waits and the life of tokens. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Receives the client's log; no message holds a secret or a token. Default: none is kept.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Reads the environment: <c>OPS_ADDRESS</c>, <c>OPS_TOKEN_ENDPOINT</c>, <c>OPS_AUTHORITY</c>, <c>OPS_CLIENT_ID</c>,
    /// <c>OPS_CLIENT_SECRET</c> and <c>OPS_LANGUAGE</c>. What is not set keeps its default; <see cref="OpsPlatformClient"/> says what it misses.
    /// </summary>
    public static OpsPlatformClientOptions FromEnvironment() => new()
    {
        Address = Variable("OPS_ADDRESS") ?? "",
        TokenEndpoint = Variable("OPS_TOKEN_ENDPOINT"),
        Authority = Variable("OPS_AUTHORITY"),
        ClientId = Variable("OPS_CLIENT_ID") ?? "",
        ClientSecret = Variable("OPS_CLIENT_SECRET") ?? "",
        Language = Variable("OPS_LANGUAGE") ?? "en",
    };

    /// <summary>Who calls where; never the secret.</summary>
    public override string ToString() => $"{ClientId} at {Address}";

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
