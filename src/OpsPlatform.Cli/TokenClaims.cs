using System.Buffers.Text;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace OpsPlatform.Cli;

/// <summary>What a JSON Web Token says of its bearer (RFC 9068). Another kind of token says nothing.</summary>
internal static class TokenClaims
{
    /// <summary>The claims that are shown, and under which names.</summary>
    internal static readonly (string Claim, string Name)[] Names =
        [("iss", "issuer"), ("sub", "subject"), ("aud", "audience"), ("workspaces", "workspaces"), ("scope", "permissions")];

    internal static Struct Read(string token)
    {
        try
        {
            return token.Split('.') is [_, var payload, _] ? Struct.Parser.ParseJson(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(payload))) : new Struct();
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidProtocolBufferException)
        {
            return new Struct();
        }
    }

    /// <summary>Scopes are one text with blanks between, or a list already.</summary>
    internal static Value Scopes(Value value) => value.KindCase == Value.KindOneofCase.StringValue
        ? Value.ForList([.. value.StringValue.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Value.ForString)])
        : value;
}
