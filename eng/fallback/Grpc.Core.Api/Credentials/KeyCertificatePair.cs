using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>A certificate with its chain and its private key, as PEM.</summary>
/// <param name="certificateChain">The certificate first, then its issuers.</param>
/// <param name="privateKey">The private key. A secret: keep it out of logs.</param>
public sealed class KeyCertificatePair(string certificateChain, string privateKey)
{
    /// <summary>The certificate first, then its issuers.</summary>
    public string CertificateChain { get; } = GrpcPreconditions.CheckNotNull(certificateChain, nameof(certificateChain));

    /// <summary>The private key. A secret: keep it out of logs.</summary>
    public string PrivateKey { get; } = GrpcPreconditions.CheckNotNull(privateKey, nameof(privateKey));
}
