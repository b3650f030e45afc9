using System.Text;
using Npgsql;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>Where secrets must not be.</summary>
public sealed class SecrecyTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    [Fact]
    public async Task No_secret_token_or_private_key_is_in_the_tables_or_the_log()
    {
        await using var database = await fixture.CreateAnotherAsync();
        await using var node = await database.StartNodeAsync(("KeyEncryptionKey", Convert.ToBase64String(Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef"))));
        var secret = await node.MakeClientAsync("secretive", "*");
        var second = await node.Clients.AddSecretAsync("secretive", replaceOldest: false, default);
        var token = await node.TokenAsync("secretive", secret);
        await node.AuthenticateAsync(token);
        await node.PostAsync("grant_type=client_credentials", IdentityNode.Basic("secretive", "a-wrong-secret"));
        await node.PostAsync($"grant_type=client_credentials&client_id=a-secret-in-the-wrong-place&client_secret={secret}");
        var signer = (await node.Get<SigningKeys>().GetAsync(default)).Newest!.Security.ECDsa;
        var privateNumber = signer.ExportParameters(includePrivateParameters: true).D!;

        var tables = await DumpAsync(database.ConnectionString);
        var log = string.Join('\n', node.Log.All);

        tables.ShouldContain("secretive");
        log.ShouldContain("secretive");
        foreach (var text in new[] { secret, second, token.Split('.')[2], "a-wrong-secret", "a-secret-in-the-wrong-place", Convert.ToBase64String(Encoding.UTF8.GetBytes($"secretive:{secret}")) })
        {
            log.ShouldNotContain(text);
            tables.ShouldNotContain(text);
            tables.ShouldNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)));
        }

        tables.ShouldNotContain(Convert.ToHexStringLower(privateNumber));
        tables.ShouldNotContain(Convert.ToBase64String(signer.ExportPkcs8PrivateKey())[..40]);
    }

    [Fact]
    public async Task Without_an_encryption_key_the_private_key_would_be_found_in_the_tables()
    {
        await using var database = await fixture.CreateAnotherAsync();
        await using var node = await database.StartNodeAsync();
        var signer = (await node.Get<SigningKeys>().GetAsync(default)).Newest!.Security.ECDsa;

        (await DumpAsync(database.ConnectionString)).ShouldContain(Convert.ToHexStringLower(signer.ExportParameters(includePrivateParameters: true).D!));
    }

    /// <summary>Every row of every table as text; bytes in hexadecimal.</summary>
    private static async Task<string> DumpAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var names = source.CreateCommand("select table_name from information_schema.tables where table_schema = 'public'");
        var tables = new List<string>();
        await using (var reader = await names.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }

        var dump = new StringBuilder();
        foreach (var table in tables)
        {
            await using var rows = source.CreateCommand($"select t::text from {table} t");
            await using var reader = await rows.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                dump.AppendLine(reader.GetString(0));
        }

        return dump.ToString();
    }
}
