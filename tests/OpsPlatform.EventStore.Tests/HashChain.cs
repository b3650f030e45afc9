using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace OpsPlatform.EventStore.Tests;

/// <summary>Follows a workspace's hashes from the rows alone, as an outsider would.</summary>
internal static class HashChain
{
    public static async Task MustHoldAsync(NpgsqlDataSource database, string tenant)
    {
        await using var command = database.CreateCommand(
            $"select seq_id, id, stream_id, version, type, timestamp, headers::text, wire, hash from mt_events where tenant_id = '{tenant}' order by seq_id");
        await using var row = await command.ExecuteReaderAsync();
        var head = new byte[32];
        for (var position = 1L; await row.ReadAsync(); position++)
        {
            row.GetInt64(0).ShouldBe(position);
            head = SHA256.HashData([.. head, .. Number(position), .. Digest(row)]);
            row.GetFieldValue<byte[]>(8).ShouldBe(head, $"event {position} of {tenant}");
        }

        await using var last = database.CreateCommand($"select head_hash from ops_workspaces where tenant_id = '{tenant}'");
        (await last.ExecuteScalarAsync()).ShouldBe(head);
    }

    private static byte[] Digest(NpgsqlDataReader row)
    {
        var headers = JsonDocument.Parse(row.GetString(6)).RootElement;
        string Header(string name) => headers.GetProperty(name).GetString()!;
        var time = (row.GetFieldValue<DateTimeOffset>(5) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return SHA256.HashData([
            .. row.GetGuid(1).ToByteArray(bigEndian: true), .. Text(row.GetString(2)), .. Number(row.GetInt64(3)), .. Text(row.GetString(4)), .. Number(time),
            .. Text(Header("actor")), .. Text(Header("client")), .. Text(Header("request_id")), .. Text(Header("trace")),
            .. headers.TryGetProperty("origin", out var origin) ? Text(origin.GetString()!) : [], .. Bytes(row.GetFieldValue<byte[]>(7)),
        ]);
    }

    private static byte[] Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(byte[] bytes) => [.. Number(bytes.Length)[4..], .. bytes];

    private static byte[] Number(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
