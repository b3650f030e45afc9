using OpsPlatform.EventStore;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>The admin's verbs, as the server's program takes them.</summary>
public sealed class IdentityCommandTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opsplatform-secrets-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_new_client_gets_its_secret_on_the_standard_output_and_nothing_else()
    {
        var (status, output, error) = await RunAsync("create-client", "--workspace", "acme", "--client-id", "made-here", "--permissions", "budgets.*", "suppliers.read");

        status.ShouldBe(0);
        error.ShouldContain("made-here may budgets.*, suppliers.read in workspaces/acme.");
        await fixture.Node.TokenAsync("made-here", output.Trim());
    }

    [Fact]
    public async Task A_client_can_have_built_in_roles_instead_of_permissions()
    {
        var (status, _, error) = await RunAsync("create-client", "--workspace", "acme", "--client-id", "with-roles", "--roles", "legal,viewer");
        status.ShouldBe(0);
        error.ShouldContain("with-roles may legal, viewer in workspaces/acme.");

        (status, _, error) = await RunAsync("create-client", "--workspace", "acme", "--client-id", "with-role", "--roles", "lawyer");
        status.ShouldBe(1);
        error.ShouldContain("'lawyer' is no built-in role. There are admin, compliance,");
        (status, _, error) = await RunAsync("create-client", "--workspace", "acme", "--client-id", "with-nothing");
        status.ShouldBe(1);
        error.ShouldContain("No permission is given.");
    }

    [Theory]
    [InlineData("budgets.raed", "budgets.read")]
    [InlineData("budget.*", "budgets.*")]
    [InlineData("everything", "budgets.*, ")]
    public async Task A_permission_that_nothing_needs_is_refused_with_the_nearest_and_nothing_is_made(string permission, string known)
    {
        var (status, output, error) = await RunAsync("create-client", "--workspace", "acme", "--client-id", "mistyped", "--permissions", "suppliers.read", permission);

        (status, output).ShouldBe((1, ""));
        error.ShouldContain($"Nothing needs the permission {permission},");
        error.ShouldContain(known);
        (await fixture.Node.Clients.FindAsync("mistyped", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_repeat_says_that_the_client_exists_and_shows_no_secret()
    {
        string[] args = ["create-client", "--workspace", "acme", "--client-id", "made-twice", "--permissions", "*"];
        await RunAsync(args);

        var (status, output, error) = await RunAsync(args);

        (status, output).ShouldBe((0, ""));
        error.ShouldContain("existed already");
    }

    [Fact]
    public async Task The_secret_file_holds_a_secret_that_works_whatever_happened_before()
    {
        var file = Path.Combine(_folder.FullName, "deeper", "secret");
        string[] args = ["create-client", "--workspace", "acme", "--client-id", "kept", "--permissions", "*", "--secret-file", file];

        var (_, output, _) = await RunAsync(args);
        var first = await File.ReadAllTextAsync(file);
        output.ShouldBe("");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await fixture.Node.TokenAsync("kept", first.Trim());

        await RunAsync(args);
        (await File.ReadAllTextAsync(file)).ShouldBe(first);

        File.Delete(file);
        await RunAsync(args);
        await fixture.Node.TokenAsync("kept", (await File.ReadAllTextAsync(file)).Trim());

        await File.WriteAllTextAsync(file, "outdated");
        await RunAsync(args);
        await fixture.Node.TokenAsync("kept", (await File.ReadAllTextAsync(file)).Trim());
        Directory.GetFiles(Path.GetDirectoryName(file)!).ShouldBe([file]);
    }

    [Fact]
    public async Task Clients_are_listed_with_their_grants_and_the_ids_of_their_secrets()
    {
        var secret = await fixture.Node.MakeClientAsync("shown", "budgets.read");
        var id = (await fixture.Node.Clients.FindAsync("shown", default))!.Secrets.Single().SecretId;

        var (_, output, _) = await RunAsync("list-clients");

        output.ShouldContain($"shown\tenabled\tacme: budgets.read\t{id} of 2026-03-01");
        output.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_secret_is_replaced_without_a_gap()
    {
        var old = await fixture.Node.MakeClientAsync("renewed", "*");
        var id = (await fixture.Node.Clients.FindAsync("renewed", default))!.Secrets.Single().SecretId;

        var (_, added, _) = await RunAsync("add-secret", "--client-id", "renewed");
        await fixture.Node.TokenAsync("renewed", added.Trim());
        await fixture.Node.TokenAsync("renewed", old);
        var (status, _, _) = await RunAsync("remove-secret", "--client-id", "renewed", "--secret-id", id);

        status.ShouldBe(0);
        (await fixture.Node.Clients.HasSecretAsync("renewed", old, default)).ShouldBeFalse();
        (await fixture.Node.Clients.HasSecretAsync("renewed", added.Trim(), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_client_is_disabled_and_enabled()
    {
        await fixture.Node.MakeClientAsync("switched", "*");

        (await RunAsync("disable-client", "--client-id", "switched")).Status.ShouldBe(0);
        (await fixture.Node.Clients.FindAsync("switched", default))!.State.ShouldBe(OpsPlatform.Partners.V1.Client.Types.State.Suspended);
        (await RunAsync("enable-client", "--client-id", "switched")).Status.ShouldBe(0);
        (await fixture.Node.Clients.FindAsync("switched", default))!.State.ShouldBe(OpsPlatform.Partners.V1.Client.Types.State.Active);
    }

    [Fact]
    public async Task Rotating_tells_from_when_the_new_key_signs()
    {
        await using var database = await fixture.CreateAnotherAsync();
        await using var node = await database.StartNodeAsync();
        await node.PublishedKeysAsync();

        var (status, _, error) = await RunAsync(node, "rotate-signing-key");

        status.ShouldBe(0);
        error.ShouldContain("signs from 2026-03-02 08:00:00 UTC.");
        (await node.PublishedKeysAsync()).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("disable-client", "--client-id", "nobody-here")]
    [InlineData("create-client", "--workspace", "acme", "--client-id", "client", "--permissions", "everything")]
    public async Task What_cannot_be_is_told_in_a_sentence(params string[] args)
    {
        var (status, output, error) = await RunAsync(args);

        (status, output).ShouldBe((1, ""));
        error.Trim().ShouldEndWith(".");
        error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("create-client")]
    [InlineData("create-client", "--workspace", "acme")]
    [InlineData("disable-client", "--client-id")]
    [InlineData("rotate-signing-key", "--nonsense")]
    public async Task Misuse_shows_the_usage(params string[] args)
    {
        var (status, _, error) = await RunAsync(args);

        status.ShouldBe(2);
        error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_database_that_is_away_is_told_in_a_sentence()
    {
        var verbs = new IdentityCommands(_ => throw new StoreUnavailableException(new IOException("refused")));
        var error = new StringWriter();

        (await verbs.RunAsync(["list-clients"], TextWriter.Null, error)).ShouldBe(1);

        error.ToString().ShouldBe($"The database is not available.{Environment.NewLine}");
    }

    [Theory]
    [InlineData(true, "create-client")]
    [InlineData(true, "--help")]
    [InlineData(false)]
    [InlineData(false, "--urls", "http://127.0.0.1:0")]
    public void Other_arguments_are_the_servers(bool known, params string[] args) =>
        new IdentityCommands(_ => throw new InvalidOperationException()).Knows(args).ShouldBe(known);

    private Task<(int Status, string Output, string Error)> RunAsync(params string[] args) => RunAsync(fixture.Node, args);

    private static async Task<(int Status, string Output, string Error)> RunAsync(IdentityNode node, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var status = await new IdentityCommands(_ => Task.FromResult(node.Get<IServiceProvider>())).RunAsync(args, output, error);
        return (status, output.ToString(), error.ToString());
    }
}
