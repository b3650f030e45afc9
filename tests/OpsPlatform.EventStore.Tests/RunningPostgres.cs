using System.Diagnostics;
using Npgsql;
using OpsPlatform.Testing;

namespace OpsPlatform.EventStore.Tests;

/// <summary>What eng/postgres.sh promises to those who have no database.</summary>
public sealed class RunningPostgres
{
    private static readonly string Script = Path.Combine(Repository.Root, "eng", "postgres.sh");

    [Fact]
    public async Task A_second_start_finds_the_running_server_and_a_later_one_its_data()
    {
        await using var server = new PostgresServer();
        var first = await server.StartAsync();
        await ExecuteAsync(first, "create table kept (id int)");

        (await server.StartAsync()).ShouldBe(first);
        await server.StopAsync();
        (await server.StartAsync()).ShouldBe(first);
        await ExecuteAsync(first, "select from kept");
    }

    [Fact]
    public async Task A_killed_server_starts_again()
    {
        await using var server = new PostgresServer();
        var connectionString = await server.StartAsync();
        await ExecuteAsync(connectionString, "create table kept (id int)");

        server.Kill();

        await ExecuteAsync(await server.StartAsync(), "select from kept");
    }

    [Fact]
    public async Task The_server_asks_for_its_password_and_listens_on_loopback_only()
    {
        await using var server = new PostgresServer();
        var address = new NpgsqlConnectionStringBuilder(await server.StartAsync()) { Pooling = false };

        await ExecuteAsync(address.ConnectionString, "do 'begin assert current_setting(''listen_addresses'') = ''127.0.0.1'' and current_setting(''unix_socket_directories'') = ''''; end'");
        address.Password = "guessed";
        (await Should.ThrowAsync<PostgresException>(ExecuteAsync(address.ConnectionString, "select 1"))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var server = new PostgresServer();
        var port = new NpgsqlConnectionStringBuilder(await server.StartAsync()).Port;

        var (status, errors) = await RunAsync([], "start", "{directory}", $"{port}");

        status.ShouldBe(1);
        errors.ShouldContain($"port {port} is in use");
    }

    [Fact]
    public async Task Without_binaries_it_says_what_can_be_done()
    {
        var (status, errors) = await RunAsync(new() { ["OPS_PG_BIN"] = "/nonexistent" }, "start", "{directory}");

        status.ShouldBe(3);
        errors.ShouldContain("apt-get install postgresql");
        errors.ShouldContain("OPS_DATABASE");
    }

    [Theory]
    [InlineData]
    [InlineData("start")]
    [InlineData("restart", "{directory}")]
    [InlineData("start", "{directory}", "port")]
    public async Task A_wrong_call_shows_the_usage(params string[] arguments)
    {
        var (status, errors) = await RunAsync([], arguments);

        status.ShouldBe(2);
        errors.ShouldContain("usage: eng/postgres.sh start DIR [PORT] | stop DIR");
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(int Status, string Errors)> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        var directory = Directory.CreateTempSubdirectory("opsplatform-test-").FullName;
        try
        {
            var start = new ProcessStartInfo(Script, arguments.Select(argument => argument.Replace("{directory}", directory))) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var (name, value) in environment)
                start.Environment[name] = value;
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            (await output).ShouldBeEmpty();
            return (process.ExitCode, await errors);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
