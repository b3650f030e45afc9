using System.Buffers;
using System.Text;
using Grpc.Core.Utils;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One header or trailer: a key in lower case with either text or bytes.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

        private readonly string? text;
        private readonly byte[]? bytes;

        /// <summary>A binary entry.</summary>
        /// <param name="key">The key, with <c>-bin</c> at its end; upper case becomes lower case.</param>
        /// <param name="valueBytes">The bytes, which are copied.</param>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalized(key);
            GrpcPreconditions.CheckArgument(IsBinary, "The key of a binary entry must end in \"-bin\".");
            bytes = (byte[])GrpcPreconditions.CheckNotNull(valueBytes, nameof(valueBytes)).Clone();
        }

        /// <summary>A text entry.</summary>
        /// <param name="key">The key, without <c>-bin</c> at its end; upper case becomes lower case.</param>
        /// <param name="value">The text, ASCII.</param>
        public Entry(string key, string value)
        {
            Key = Normalized(key);
            GrpcPreconditions.CheckArgument(!IsBinary, "A key that ends in \"-bin\" is for bytes, not for text.");
            text = GrpcPreconditions.CheckNotNull(value, nameof(value));
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>Whether this entry carries bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The text. A binary entry has none and throws <see cref="InvalidOperationException" />.</summary>
        public string Value => text ?? throw new InvalidOperationException("A binary entry has no text.");

        /// <summary>The bytes, as a new array; for a text entry its ASCII form.</summary>
        public byte[] ValueBytes => bytes is null ? Encoding.ASCII.GetBytes(Value) : (byte[])bytes.Clone();

        /// <inheritdoc />
        public override string ToString() => bytes is null
            ? $"[Entry: key={Key}, value={text}]"
            : $"[Entry: key={Key}, valueBytes={Convert.ToBase64String(bytes)}]";

        private static string Normalized(string key)
        {
            var normalized = GrpcPreconditions.CheckNotNull(key, nameof(key)).ToLowerInvariant();
            GrpcPreconditions.CheckArgument(
                normalized.AsSpan().IndexOfAnyExcept(KeyCharacters) < 0,
                "A metadata key is made of ASCII letters, digits, underscores, hyphens and dots.");
            return normalized;
        }
    }
}
