using Microsoft.Extensions.Options;

namespace OpsPlatform.Server.Identity;

/// <summary>The section `Identity` of the configuration.</summary>
internal sealed class IdentityOptions
{
    public const string Section = "Identity";

    /// <summary>The issuer of our tokens, as clients reach it; by default the address that the server listens on last.</summary>
    public string? Issuer { get; set; }

    /// <summary>The audience that a token must be for.</summary>
    public string Audience { get; set; } = "opsplatform";

    /// <summary>An OpenID Connect issuer that replaces the built-in token service.</summary>
    public string? Authority { get; set; }

    /// <summary>The claim of the authority's tokens that names the client; by default `client_id`, else `azp`, else `sub`.</summary>
    public string? ClientClaim { get; set; }

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>By how much the clocks of issuer and server may differ.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a key signs before the next one takes over.</summary>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a key is published before it signs, so that whoever keeps a copy of the key set has seen it by then.</summary>
    public TimeSpan KeyAnnouncement { get; set; } = TimeSpan.FromDays(1);

    /// <summary>32 bytes in base64 that encrypt the signing keys in the database. Without it they lie there in clear.</summary>
    public string? KeyEncryptionKey { get; set; }
}

/// <summary>Refuses to start on settings that could not work or would not be safe.</summary>
internal sealed class IdentityOptionsValidation : IValidateOptions<IdentityOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        List<string> problems =
        [
            .. AddressProblems(nameof(options.Issuer), options.Issuer),
            .. AddressProblems(nameof(options.Authority), options.Authority),
            .. RangeProblems(nameof(options.TokenLifetime), options.TokenLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)),
            .. RangeProblems(nameof(options.ClockSkew), options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
            .. RangeProblems(nameof(options.KeyAnnouncement), options.KeyAnnouncement, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
            .. RangeProblems(nameof(options.KeyLifetime), options.KeyLifetime, options.KeyAnnouncement + options.TokenLifetime, TimeSpan.FromDays(730)),
        ];
        if (string.IsNullOrWhiteSpace(options.Audience))
            problems.Add("Identity:Audience is empty. Name the audience that tokens are for, such as opsplatform.");
        if (options.KeyEncryptionKey is { } key && !KeyWrapping.IsKey(key))
            problems.Add("Identity:KeyEncryptionKey is not 32 bytes in base64. Make one with `openssl rand -base64 32`.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> AddressProblems(string setting, string? address)
    {
        if (address is null)
            yield break;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            yield return $"Identity:{setting} is '{address}', which is no http or https address.";
        else if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            yield return $"Identity:{setting} is '{address}'. An issuer's address has neither query nor fragment.";
        else if (uri.Scheme == "http" && !uri.IsLoopback)
            yield return $"Identity:{setting} is '{address}'. Beyond this machine an issuer is trusted by https only.";
    }

    private static IEnumerable<string> RangeProblems(string setting, TimeSpan given, TimeSpan least, TimeSpan most)
    {
        if (given < least || given > most)
            yield return $"Identity:{setting} is {given}. It lies between {least} and {most}.";
    }
}
