using System.Net;
using System.Net.Sockets;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Program;

/// <summary>What stops the start, and how an operator is told what to do about it.</summary>
public sealed class Starting(PostgresCluster cluster)
{
    private static readonly string[] AnyPorts = ServerProcess.Ports(0, 0);

    [Fact]
    public async Task Without_a_database_configured_the_start_says_how_to_configure_one() =>
        await MustRefuse(null, AnyPorts, "No database is configured. Set OPS_DATABASE");

    [Fact]
    public async Task A_connection_string_that_cannot_be_read_is_told_without_a_stack_trace() =>
        await MustRefuse("nonsense", AnyPorts, "The database's connection string cannot be read");

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_with_its_address_and_what_to_do() =>
        await MustRefuse($"Host=127.0.0.1;Port={ServerProcess.FreePort()};Username=ops;Database=ops;Password=secret", AnyPorts, "The database is not available.", "127.0.0.1:", "OPS_DATABASE");

    [Fact]
    public async Task A_wrong_password_is_told_as_such()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        var wrong = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "nobody-at-all", Password = "wrong" };
        await MustRefuse(wrong.ConnectionString, AnyPorts, "nobody-at-all");
    }

    [Fact]
    public async Task A_port_in_use_is_told_by_its_address()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await MustRefuse(database.ConnectionString, ServerProcess.Ports(port, 0), $"http://127.0.0.1:{port}", "address already in use");
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("HTTP://10.1.2.3:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://ops.example:5080")]
    [InlineData("http://127.0.0.1.ops.example:5080")]
    public void Plain_text_to_other_machines_is_refused(string address)
    {
        foreach (var setting in new[] { $"--Kestrel:Endpoints:Grpc:Url={address}", $"--Kestrel:Endpoints:Another:Url={address}", $"--urls=http://localhost:1;{address}" })
            Should.Throw<InvalidOperationException>(() => OpsServer.Build([setting, "--OPS_DATABASE=Host=127.0.0.1"])).Message.ShouldContain($"{address} would serve plain text to other machines");
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://127.8.8.8:5080")]
    [InlineData("http://[::1]:5080")]
    [InlineData("http://localhost:5080")]
    [InlineData("https://0.0.0.0:5080")]
    public async Task Plain_text_on_this_machine_and_TLS_anywhere_are_taken(string address) =>
        await OpsServer.Build([$"--Kestrel:Endpoints:Grpc:Url={address}", "--OPS_DATABASE=Host=127.0.0.1"]).DisposeAsync();

    private static async Task MustRefuse(string? database, string[] args, params string[] sentence)
    {
        await using var server = ServerProcess.Start(database, args);
        var (status, output, errors) = await server.EndAsync();
        status.ShouldBe(1, output + errors);
        foreach (var part in sentence)
            errors.ShouldContain(part);
        errors.ShouldNotContain("   at ");
        errors.ShouldNotContain("secret");
    }
}
