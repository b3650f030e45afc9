using OpsPlatform.EventStore;
using OpsPlatform.Server;
using OpsPlatform.Server.Identity;

// An admin's command answers on the standard output, so the log goes elsewhere.
var admin = new IdentityCommands(async _ => (await OpenAsync("--Logging:Console:LogToStandardErrorThreshold=Trace")).Services);
if (admin.Knows(args))
    return await admin.RunAsync(args, Console.Out, Console.Error);

var app = await OpenAsync(args);
await app.RunAsync();
return 0;

static async Task<WebApplication> OpenAsync(params string[] args)
{
    var app = OpsServer.Build(args);
    await app.Services.GetRequiredService<PostgresEventStore>().MigrateAsync();
    return app;
}
