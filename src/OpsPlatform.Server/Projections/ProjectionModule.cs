using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Projections;

/// <summary>What keeps projections going, and tells of them.</summary>
internal static class ProjectionModule
{
    public static Nouns AddProjections(this Nouns nouns, IServiceCollection services)
    {
        services.AddSingleton(provider => new Projector(
            provider.GetRequiredService<PostgresEventStore>(), [.. provider.GetServices<Projection>()], provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ProjectionReports>();
        services.AddSingleton(provider =>
        {
            var reports = provider.GetRequiredService<ProjectionReports>();
            return new ProjectionRunner(provider.GetRequiredService<Projector>(), provider.GetRequiredService<PostgresEventStore>()) { Advanced = reports.Advanced, Failed = reports.Failed };
        });
        services.AddSingleton<ProjectionQuery>();
        services.AddSingleton<ProjectionCommands>();
        services.AddHostedService<ProjectionWork>();
        services.AddHostedService<ProjectionScan>();
        return nouns.Add<ProjectionService>(services, OpsPlatform.Projections.V1.ProjectionService.Descriptor, events: null);
    }

    /// <summary>Adds a projection of a noun. Its documents are registered, and their tables made, with it.</summary>
    public static IServiceCollection AddProjection<T>(this IServiceCollection services)
        where T : Projection => services.AddSingleton<T>().AddSingleton<Projection>(provider => provider.GetRequiredService<T>());
}
