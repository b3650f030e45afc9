using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// Reads compressed messages up to the size of the largest message that is taken uncompressed. The gRPC library compares the
/// size on the wire only, so that 4 MiB could swell to 4 GiB.
/// </summary>
internal sealed class BoundedCompression(ICompressionProvider inner, int mostBytes) : ICompressionProvider
{
    public string EncodingName => inner.EncodingName;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => inner.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream) => new Bounded(inner.CreateDecompressionStream(stream), mostBytes);

    private sealed class Bounded(Stream content, long left) : Stream
    {
        private long _left = left;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var read = content.Read(buffer);
            return (_left -= read) >= 0 ? read : throw new RpcException(new Status(StatusCode.ResourceExhausted, "The message is too large."));
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                content.Dispose();
            base.Dispose(disposing);
        }
    }
}
