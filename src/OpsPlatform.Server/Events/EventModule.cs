namespace OpsPlatform.Server.Events;

/// <summary>What events bring to the server.</summary>
internal static class EventModule
{
    public static Nouns AddEvents(this Nouns nouns, IServiceCollection services)
    {
        services.AddSingleton<CheckpointSigner>();
        services.AddSingleton<EventExport>();
        services.AddSingleton(_ => new UnservedFields(nouns.Events));
        services.AddSingleton<AuditQuery>();
        return nouns.Add<EventService>(services, OpsPlatform.Events.V1.EventService.Descriptor);
    }
}
