using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Identity;

/// <summary>An OpenID Connect issuer that is run by others, known by its discovery document.</summary>
internal sealed class ExternalIssuer : ITokenIssuer, IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(5);

    // Larger than any discovery document or key set; an issuer gone astray must not fill our memory.
    private const int MaxDocumentBytes = 1024 * 1024;

    private readonly string _authority;
    private readonly string? _clientClaim;
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = MaxAge }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = MaxDocumentBytes };
    private readonly HttpDocumentRetriever _documents;
    private readonly ILogger<ExternalIssuer> _log;
    private readonly Reloading<TrustedKeys> _keys;
    private TrustedKeys? _latest;

    public ExternalIssuer(IOptions<IdentityOptions> options, TimeProvider clock, ILogger<ExternalIssuer> log)
    {
        _authority = options.Value.Authority!.TrimEnd('/');
        _clientClaim = options.Value.ClientClaim;
        _documents = new HttpDocumentRetriever(_http) { RequireHttps = new Uri(_authority).Scheme == Uri.UriSchemeHttps };
        _log = log;
        _keys = new(LoadAsync, MaxAge, MinAge, clock);
    }

    /// <summary>Asymmetric ones only: with a symmetric one, whoever reads the public key could sign.</summary>
    public IReadOnlyList<string> Algorithms { get; } =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
    ];

    /// <summary>Many issuers still call an access token plainly JWT; the audience keeps ID tokens, which look the same, out.</summary>
    public IReadOnlyList<string> TokenTypes { get; } = [AccessTokens.Type, "application/at+jwt", "JWT"];

    public ValueTask<TrustedKeys> KeysAsync(CancellationToken cancellation) => _keys.GetAsync(cancellation);

    public ValueTask<TrustedKeys> ReloadKeysAsync(CancellationToken cancellation) => _keys.ReloadAsync(cancellation);

    /// <summary>The first claim that is there decides. Going on to the next would let a client that we do not know pass as the one its user is named like.</summary>
    public string? ClientOf(TokenClaims claims) =>
        _clientClaim is not null ? claims.Text(_clientClaim) : claims.Text("client_id") ?? claims.Text("azp") ?? claims.Text("sub");

    /// <summary>Scopes that are none of our permissions, such as `openid`, narrow nothing.</summary>
    public PermissionSet ScopesOf(TokenClaims claims) =>
        claims.Scopes.Where(PermissionSet.IsPermission).ToArray() is { Length: > 0 } permissions ? new(permissions) : PermissionSet.Everything;

    public void Dispose() => _http.Dispose();

    private async Task<TrustedKeys> LoadAsync(CancellationToken cancellation)
    {
        try
        {
            var document = await OpenIdConnectConfigurationRetriever.GetAsync($"{_authority}{Discovery.Paths.OpenIdConfiguration}", _documents, cancellation);
            if (document.Issuer.TrimEnd('/') != _authority)
                throw new InvalidOperationException($"The issuer at {_authority} calls itself {document.Issuer}. Set Identity:Authority to the name that it uses.");
            var keys = document.JsonWebKeySet.GetSigningKeys().Where(key => !string.IsNullOrEmpty(key.KeyId)).DistinctBy(key => key.KeyId).ToDictionary(key => key.KeyId);
            _latest = new TrustedKeys(document.Issuer, keys);
        }
        catch (Exception e)
        {
            _log.AuthorityUnreachable(_authority, e.Message);
        }

        // An issuer that is away for a while must not stop those who have tokens: the keys of before are used as if they were new.
        return _latest ?? throw new Refusal(ErrorReason.IssuerUnavailable, "");
    }
}
