using Grpc.Core;
using OpsPlatform.Client;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Server.Tests.Events;

/// <summary>Exports of the running server as files, and what the verifier makes of them.</summary>
internal static class Exports
{
    public static string Workspace(this ApiClient client) => $"workspaces/{client.ClientId.Split('-')[0]}";

    public static async Task<byte[]> ExportAsync(this ApiClient client, long first = 0, string? workspace = null)
    {
        using var file = new MemoryStream();
        await client.Events.ExportEventsAsync(new ExportEventsRequest { Parent = workspace ?? client.Workspace(), FirstPosition = first }, file);
        return file.ToArray();
    }

    public static async Task<Checkpoint> CheckpointAsync(this ApiClient client, string position = "latest") =>
        await client.Events.GetCheckpointAsync(new() { Name = $"{client.Workspace()}/checkpoints/{position}" });

    public static EventChainReport Verify(byte[] file, Checkpoint? checkpoint = null, string? jwks = null) => EventChain.Verify(new MemoryStream(file), checkpoint?.Jws, jwks);

    /// <summary>Every message of an export, as the wire brings it.</summary>
    public static async Task<List<ExportEventsResponse>> PartsAsync(this ApiClient client, long first = 0, CallOptions options = default)
    {
        var parts = new List<ExportEventsResponse>();
        using var call = client.Events.ExportEvents(new() { Parent = client.Workspace(), FirstPosition = first }, options);
        await foreach (var part in call.ResponseStream.ReadAllAsync())
            parts.Add(part);
        return parts;
    }
}
