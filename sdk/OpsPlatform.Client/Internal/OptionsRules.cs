using Microsoft.Extensions.Options;

namespace OpsPlatform.Client.Internal;

/// <summary>What options must hold, and what to do about each that does not.</summary>
internal sealed class OptionsRules : IValidateOptions<OpsPlatformClientOptions>
{
    public ValidateOptionsResult Validate(string? name, OpsPlatformClientOptions options)
    {
        var problems = Problems(options).ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    public static IEnumerable<string> Problems(OpsPlatformClientOptions options)
    {
        var endpoints = new[]
        {
            Endpoint(nameof(options.Address), options.Address, "the gRPC endpoint, for example http://localhost:5080", options.AllowPlainText),
            options.TokenEndpoint is null && options.Authority is not null
                ? Endpoint(nameof(options.Authority), options.Authority, "the issuer, for example https://login.example.com", options.AllowPlainText)
                : Endpoint(nameof(options.TokenEndpoint), options.TokenEndpoint, "where tokens come from, for example http://localhost:5081/connect/token (or give Authority)", options.AllowPlainText),
        };
        foreach (var problem in endpoints.OfType<string>())
            yield return problem;
        if (string.IsNullOrEmpty(options.ClientId))
            yield return "ClientId is missing: the OAuth client that calls are made as.";
        if (Credentials(options) is { } credentials)
            yield return credentials;
        if (string.IsNullOrWhiteSpace(options.Language) || options.Language.Any(letter => letter is <= ' ' or > '~'))
            yield return "Language must be a language tag: en or zh-CN.";
        if (options.Timeout != Timeout.InfiniteTimeSpan && (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromDays(1)))
            yield return $"Timeout is {options.Timeout}; it must be above zero and at most a day, or infinite.";
        if (options.Retry.MaxAttempts is < 1 or > 20)
            yield return $"Retry.MaxAttempts is {options.Retry.MaxAttempts}; it must be 1 to 20.";
        if (options.Retry.InitialDelay < TimeSpan.FromMilliseconds(1) || options.Retry.InitialDelay > TimeSpan.FromMinutes(1))
            yield return $"Retry.InitialDelay is {options.Retry.InitialDelay}; it must be 1 ms to 1 minute.";
        if (options.Retry.MaxDelay < options.Retry.InitialDelay || options.Retry.MaxDelay > TimeSpan.FromMinutes(10))
            yield return $"Retry.MaxDelay is {options.Retry.MaxDelay}; it must be from Retry.InitialDelay to 10 minutes.";
    }

    private static string? Credentials(OpsPlatformClientOptions options)
    {
        if (options.PrivateKey is null)
            return string.IsNullOrEmpty(options.ClientSecret) ? "ClientSecret is missing: the secret that was shown when the client was created (or give PrivateKey)." : null;
        if (!string.IsNullOrEmpty(options.ClientSecret))
            return "ClientSecret and PrivateKey are both given; the client proves itself by one of them.";
        using var signer = AssertionSigner.FromPem(options.PrivateKey);
        return signer is null ? "PrivateKey is no private key in PEM without a passphrase, on P-256 or P-384 or RSA of 2048 bits or more." : null;
    }

    /// <summary>Whether nobody on the way can read what is sent there.</summary>
    public static bool IsSafe(Uri endpoint, bool allowPlainText) => endpoint.Scheme == "https" || endpoint.IsLoopback || allowPlainText;

    private static string? Endpoint(string option, string? value, string meaning, bool allowPlainText)
    {
        if (string.IsNullOrEmpty(value))
            return $"{option} is missing: {meaning}.";
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return $"{option} '{value}' does not begin with http:// or https://; it is {meaning}.";
        return IsSafe(uri, allowPlainText)
            ? null
            : $"{option} '{value}' would send secrets to another machine without encryption: use https, or set AllowPlainText if the network itself encrypts.";
    }
}
