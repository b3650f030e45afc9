using System.Security.Cryptography;
using System.Text;

namespace Walkthrough.Import;

/// <summary>
/// Request ids that follow from what is asked, so that a second run sends the same ones and its calls are replayed instead of
/// happening again. Ids made at random would have to be stored before each call to do the same.
/// </summary>
internal static class RequestId
{
    /// <summary>A name-based UUID (version 8 of RFC 9562, from SHA-256) of a resource and what is done to it.</summary>
    public static string Of(string resource, string step)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{resource} {step}"));
        var bytes = hash.AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
