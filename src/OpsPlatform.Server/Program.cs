using System.Data.Common;
using Microsoft.Extensions.Options;
using OpsPlatform.EventStore;
using OpsPlatform.Server;
using OpsPlatform.Server.Identity;

// A verb answers on the standard output; the log must not get in between.
var verbs = new IdentityCommands(async cancellation => (await OpenAsync(["--Logging:Console:LogToStandardErrorThreshold=Trace"], cancellation)).Services);
if (verbs.Knows(args))
    return await verbs.RunAsync(args, Console.Out, Console.Error);

try
{
    var server = await OpenAsync(args, CancellationToken.None);
    await server.RunAsync();
    return 0;
}
catch (StoreUnavailableException e)
{
    await Console.Error.WriteLineAsync($"{e.Message} {e.InnerException?.Message}. Start it, or correct its address in OPS_DATABASE.");
    return 1;
}
catch (Exception e) when (e is DbException or SchemaMismatchException or InvalidOperationException or OptionsValidationException or IOException)
{
    // What an operator can mend is told in a sentence; a defect keeps its stack trace.
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

static async Task<WebApplication> OpenAsync(string[] args, CancellationToken cancellation)
{
    var app = OpsServer.Build(args);
    await app.Services.GetRequiredService<PostgresEventStore>().MigrateAsync(cancellation);
    return app;
}
