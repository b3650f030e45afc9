using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace OpsPlatform.Server.Identity;

/// <summary>The address by which our tokens name us. Never taken from a request: whoever sends one could choose it.</summary>
internal sealed class Issuer(IOptions<IdentityOptions> options, IServer server)
{
    private string? _url = options.Value.Issuer?.TrimEnd('/');

    public string Url => _url ??= Listening();

    private string Listening()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.LastOrDefault()
            ?? throw new InvalidOperationException("The server does not listen yet, so that its issuer is not known. Set Identity:Issuer.");
        var binding = BindingAddress.Parse(address);
        if (binding.IsUnixPipe || binding.IsNamedPipe)
            throw new InvalidOperationException($"The server listens on {address}, which is no issuer that clients could reach. Set Identity:Issuer.");
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri.GetLeftPart(UriPartial.Authority);
    }
}
