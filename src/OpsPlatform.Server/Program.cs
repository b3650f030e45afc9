using OpsPlatform.EventStore;
using OpsPlatform.Server;

var app = OpsServer.Build(args);
await app.Services.GetRequiredService<PostgresEventStore>().MigrateAsync();
await app.RunAsync();
