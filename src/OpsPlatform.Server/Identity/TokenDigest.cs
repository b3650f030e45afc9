using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpsPlatform.Server.Identity;

/// <summary>What a token is remembered by, so that a picture of the memory holds none that could be used.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenDigest(UInt128 Left, UInt128 Right)
{
    public static TokenDigest Of(ReadOnlySpan<char> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token), hash);
        return new TokenDigest(MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
    }
}
