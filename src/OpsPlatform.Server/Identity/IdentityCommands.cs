using System.CommandLine;
using Microsoft.Extensions.Options;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Partners;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Identity;

/// <summary>What an admin does at the server itself. A secret goes to the standard output, everything else that is said to the error output.</summary>
/// <param name="open">Gives the server's services, on a database that is up to date.</param>
internal sealed class IdentityCommands(Func<CancellationToken, Task<IServiceProvider>> open)
{
    private const int Failed = 1;
    private const int Misused = 2;

    private static readonly Option<string> Workspace = new("--workspace") { Required = true, Description = "The workspace's id, such as acme. It is made when it does not exist. `platform` stands for what admins do: workspaces, partners, clients and grants." };
    private static readonly Option<string> ClientId = new("--client-id") { Required = true, Description = "The client_id, such as acme-ops." };
    private static readonly Option<string[]> Permissions = new("--permissions") { AllowMultipleArgumentsPerToken = true, Description = "What the client may do in the workspace: budgets.read, budgets.*, *.read or *. Several by space or comma." };
    private static readonly Option<string[]> Roles = new("--roles") { AllowMultipleArgumentsPerToken = true, Description = "The built-in roles that it has there: legal, viewer. Several by space or comma." };
    private static readonly Option<string> DisplayName = new("--display-name") { Description = "What people call the client; by default its id." };
    private static readonly Option<FileInfo> KeptIn = new("--secret-file") { Description = "Keeps the secret in this file, readable by its owner only. Afterwards the file holds a secret that works: a new one when it is missing or outdated." };
    private static readonly Option<string> SecretId = new("--secret-id") { Required = true, Description = "As list-clients shows it." };
    private static readonly Option<bool> Compromised = new("--compromised") { Description = "Revokes all signing keys and the tokens that they signed, and signs with the new one at once." };

    /// <summary>Whether the arguments are for us and not for the server.</summary>
    public bool Knows(string[] args) => args.Length > 0 && (args[0] is "--help" or "-h" or "--version" || Root().Subcommands.Any(command => command.Name == args[0]));

    public async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        var parsed = Root().Parse(args);
        var console = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        try
        {
            var status = await parsed.InvokeAsync(console, cancellation);
            return parsed.Errors.Count > 0 ? Misused : status;
        }
        catch (Refusal refusal)
        {
            await error.WriteLineAsync(ErrorTable.Sentence(refusal, Languages.English));
            return Failed;
        }
        catch (Exception e) when (e is ProvisioningException or StoreUnavailableException or SchemaMismatchException or OptionsValidationException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message);
            return Failed;
        }
    }

    private RootCommand Root() => new("The OpsPlatform server. Without a command it serves.")
    {
        Verb("create-client", "Makes a workspace and a client that may work there, or sees to it that they are as asked. The secret is shown once.", CreateAsync, Workspace, ClientId, Permissions, Roles, DisplayName, KeptIn),
        Verb("list-clients", "Shows the clients, what they may do where, and the ids of their secrets.", ListAsync),
        Verb("add-secret", "Gives a client a second secret, to be put in the place of the first without downtime.", AddSecretAsync, ClientId),
        Verb("remove-secret", "Takes a secret from a client.", RemoveSecretAsync, ClientId, SecretId),
        Verb("disable-client", "Refuses a client and its tokens, within a second.", (verb, clients) => SetDisabledAsync(verb, clients, disabled: true), ClientId),
        Verb("enable-client", "Lets a disabled client in again.", (verb, clients) => SetDisabledAsync(verb, clients, disabled: false), ClientId),
        Verb("rotate-signing-key", "Announces a new key to sign tokens with, before the time at which that happens by itself.", RotateAsync, Compromised),
    };

    private Command Verb(string name, string description, Func<Invocation, Clients, Task> run, params Option[] options)
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var services = await open(cancellation);
            await run(new Invocation(parsed, services, cancellation), services.GetRequiredService<Clients>());
            return 0;
        });
        return command;
    }

    private static async Task CreateAsync(Invocation verb, Clients clients)
    {
        var grant = new ClientGrant(verb.Of(Workspace), verb.Of(ClientId), Parts(Permissions), verb.Find(DisplayName)) { Roles = Parts(Roles) };
        verb.Services.GetRequiredService<Grantable>().MustBeNeeded(grant.Permissions);
        var secret = await clients.ProvisionAsync(grant, verb.Cancellation);
        await verb.SayAsync($"{grant.ClientId} may {string.Join(", ", grant.Roles.Concat(grant.Permissions))} in workspaces/{grant.Workspace}.");
        if (verb.Find(KeptIn) is { } file)
            await SecretFile.KeepAsync(file, secret, grant.ClientId, clients, verb.Cancellation);
        else if (secret is not null)
            await verb.ShowAsync(secret);
        else
            await verb.SayAsync("It existed already; its secret was shown then. `add-secret` makes another one.");

        string[] Parts(Option<string[]> lists) => [.. (verb.Find(lists) ?? []).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    private static async Task ListAsync(Invocation verb, Clients clients)
    {
        await foreach (var (client, granted) in clients.ListAsync(verb.Cancellation))
        {
            var grants = string.Join("; ", granted.Where(grant => grant.State == Grant.Types.State.Active).Select(grant => $"{grant.Workspace["workspaces/".Length..]}: {string.Join(", ", grant.Roles.Concat(grant.Permissions))}"));
            var secrets = string.Join(", ", client.Secrets.Select(secret => $"{secret.SecretId} of {secret.CreateTime.ToDateTimeOffset():yyyy-MM-dd}"));
            await verb.ShowAsync($"{client.Name["clients/".Length..]}\t{(client.State == Client.Types.State.Suspended ? "disabled" : "enabled")}\t{grants}\t{secrets}");
        }
    }

    private static async Task AddSecretAsync(Invocation verb, Clients clients) =>
        await verb.ShowAsync(await clients.AddSecretAsync(verb.Of(ClientId), replaceOldest: false, verb.Cancellation));

    private static async Task RemoveSecretAsync(Invocation verb, Clients clients)
    {
        await clients.RemoveSecretAsync(verb.Of(ClientId), verb.Of(SecretId), verb.Cancellation);
        await verb.SayAsync($"{verb.Of(ClientId)} no longer has the secret {verb.Of(SecretId)}.");
    }

    private static async Task SetDisabledAsync(Invocation verb, Clients clients, bool disabled)
    {
        await clients.SetDisabledAsync(verb.Of(ClientId), disabled, verb.Cancellation);
        await verb.SayAsync($"{verb.Of(ClientId)} is {(disabled ? "disabled" : "enabled")}.");
    }

    private static async Task RotateAsync(Invocation verb, Clients clients)
    {
        var key = await verb.Services.GetRequiredService<SigningKeys>().RotateAsync(verb.Of(Compromised), verb.Cancellation);
        await verb.SayAsync($"Key {key.Id} signs from {key.SignTime:yyyy-MM-dd HH:mm:ss} UTC.");
    }

    private sealed record Invocation(ParseResult Parsed, IServiceProvider Services, CancellationToken Cancellation)
    {
        public T Of<T>(Option<T> option) => Parsed.GetRequiredValue(option);

        public T? Find<T>(Option<T> option) => Parsed.GetValue(option);

        public Task ShowAsync(string line) => Parsed.InvocationConfiguration.Output.WriteLineAsync(line);

        public Task SayAsync(string sentence) => Parsed.InvocationConfiguration.Error.WriteLineAsync(sentence);
    }
}
