using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace OpsPlatform.Server.Sockets;

/// <summary>Mutual TLS: with `Tls:ClientAuthorities`, a file of CA certificates in PEM, nobody connects without a certificate of one of them.</summary>
internal static class ClientCertificates
{
    private const string Setting = "Tls:ClientAuthorities";

    public static void RequireClientCertificates(this KestrelServerOptions kestrel, IConfiguration configuration)
    {
        if (configuration[Setting] is not { } file)
            return;
        var authorities = Read(file);
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.OnAuthenticate = (_, tls) =>
            {
                // The machine's own authorities do not count: they vouch for anybody on the internet.
                var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
                policy.CustomTrustStore.AddRange(authorities);
                tls.CertificateChainPolicy = policy;
            };
        });
    }

    private static X509Certificate2Collection Read(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"{Setting} is {file}, which cannot be read: {e.Message} Give a file with the certificates of the authorities in PEM.", e);
        }

        return authorities.Count > 0 ? authorities : throw new InvalidOperationException($"{Setting} is {file}, which holds no certificate. Give a file with the certificates of the authorities in PEM.");
    }
}
