using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>Compresses with <c>deflate</c>, which in HTTP is the zlib format of RFC 1950 and not the bare one of RFC 1951.</summary>
/// <param name="defaultCompressionLevel">How hard to try where a call does not say.</param>
public sealed class DeflateCompressionProvider(CompressionLevel defaultCompressionLevel) : ICompressionProvider
{
    /// <inheritdoc />
    public string EncodingName => "deflate";

    /// <inheritdoc />
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new ZLibStream(stream, compressionLevel ?? defaultCompressionLevel, leaveOpen: true);

    /// <inheritdoc />
    public Stream CreateDecompressionStream(Stream stream) => new ZLibStream(stream, CompressionMode.Decompress);
}
