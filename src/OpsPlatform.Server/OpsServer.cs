using System.IO.Compression;
using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core.Interceptors;
using Grpc.Net.Compression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Accounts;
using OpsPlatform.Server.Alerts;
using OpsPlatform.Server.Approvals;
using OpsPlatform.Server.Budgets;
using OpsPlatform.Server.Campaigns;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Contents;
using OpsPlatform.Server.Erasures;
using OpsPlatform.Server.Events;
using OpsPlatform.Server.Health;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Metrics;
using OpsPlatform.Server.Partners;
using OpsPlatform.Server.Personal;
using OpsPlatform.Server.Persons;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Projections;
using OpsPlatform.Server.Quotas;
using OpsPlatform.Server.Reflection;
using OpsPlatform.Server.Sockets;
using OpsPlatform.Server.Suppliers;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace OpsPlatform.Server;

/// <summary>Composes the server. Each noun adds itself in one line; everything else follows from its descriptors.</summary>
internal static class OpsServer
{
    /// <summary>The largest message that is read, in bytes.</summary>
    public const int MostMessageBytes = 4 * 1024 * 1024;

    /// <summary>For the state of the streams used last; some ten thousand budgets.</summary>
    private const long DefaultCacheBytes = 64 * 1024 * 1024;

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        configure?.Invoke(builder);
        PlainText.MustStayOnLoopback(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.RequireClientCertificates(builder.Configuration));
        SocketLimits.Add(builder);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));

        var nouns = new Nouns()
            .AddAccounts(builder.Services)
            .AddMetrics(builder.Services)
            .AddBudgets(builder.Services)
            .AddErasures(builder.Services)
            .AddEvents(builder.Services)
            .AddProjections(builder.Services)
            .AddPartners(builder.Services)
            .AddApprovals(builder.Services)
            .AddPersons(builder.Services)
            .AddSuppliers(builder.Services)
            .AddCampaigns(builder.Services)
            .AddContents(builder.Services)
            .AddAlerts(builder.Services);
        AddStore(builder, nouns);
        AddPipeline(builder.Services, nouns);
        builder.Services.AddIdentity(builder.Configuration);
        builder.Services.AddQuotas(builder.Configuration);
        builder.Services.AddPersonal(builder.Configuration, nouns);
        AddTelemetry(builder);

        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<UnreadableMessages>();
        app.UseMiddleware<UnknownCallers>();
        app.MapIdentity();
        nouns.Map(app);
        app.MapGrpcService<HealthService>();
        app.MapGrpcService<ReflectionService>();
        app.MapGrpcService<ReflectionAlphaService>();
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<ServingState>().Stop);
        return app;
    }

    private static void AddStore(WebApplicationBuilder builder, Nouns nouns)
    {
        var connection = builder.Configuration["Database:ConnectionString"] ?? builder.Configuration["OPS_DATABASE"]
            ?? throw new InvalidOperationException("No database is configured. Set OPS_DATABASE to a PostgreSQL connection string, such as Host=127.0.0.1;Username=ops;Password=...;Database=ops, or start with ./run.sh, which brings its own.");
        builder.Services.AddSingleton(_ => OpenDatabase(connection));
        builder.Services.AddSingleton(services => new StoredTypes(
            nouns.Events, [.. nouns.Documents, .. IdentityDocuments.Types], services.GetServices<Projection>().SelectMany(projection => projection.Documents)));
        builder.Services.AddSingleton<PostgresEventStore>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new LiveStreams(builder.Configuration.GetValue("Store:CacheBytes", DefaultCacheBytes)));
        builder.Services.AddSingleton<CommandLoop>();
        builder.Services.AddSingleton<Queries.QueryRunner>();
        builder.Services.AddSingleton<Queries.HistoryQuery>();
        AddSessions(builder.Services);
        builder.Services.AddHostedService<RequestCleanup>();
        builder.Services.AddHostedService<DatabaseProbe>();
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var log = provider.GetRequiredService<ILogger<EventFeed>>();
            var options = new EventFeedOptions { OnDisconnected = problem => ServerLog.FeedDisconnected(log, problem.Message) };
            return new EventFeed(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<PostgresEventStore>(), options, provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(provider =>
        {
            var log = provider.GetRequiredService<ILogger<Leases>>();
            var options = new LeaseOptions { OnDisconnected = problem => ServerLog.LeasesDisconnected(log, problem.Message) };
            return new Leases(provider.GetRequiredService<NpgsqlDataSource>(), options, provider.GetRequiredService<TimeProvider>());
        });

        // Before the work that needs them, so that it stops first and gives its leases back.
        services.AddHostedService<StoreSessions>();
    }

    private static NpgsqlDataSource OpenDatabase(string connection)
    {
        try
        {
            return PostgresEventStore.OpenDatabase(connection);
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"The database's connection string cannot be read: {e.Message} It looks like Host=127.0.0.1;Username=ops;Password=...;Database=ops.", e);
        }
    }

    private static void AddPipeline(IServiceCollection services, Nouns nouns)
    {
        ServiceDescriptor[] own = [.. nouns.Services];
        services.AddSingleton(new RpcMethods(own));
        services.AddSingleton(new ServingState(own.Select(service => service.FullName)));
        services.AddSingleton(new ReflectedFiles([.. own, Grpc.Health.V1.Health.Descriptor, Grpc.Reflection.V1.ServerReflection.Descriptor, Grpc.Reflection.V1Alpha.ServerReflection.Descriptor]));
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MostMessageBytes;
            grpc.CompressionProviders =
            [
                new BoundedCompression(new GzipCompressionProvider(CompressionLevel.Fastest), MostMessageBytes),
                new BoundedCompression(new DeflateCompressionProvider(CompressionLevel.Fastest), MostMessageBytes),
            ];
        }).LimitOpenServices();

        // In the order in which a call walks through them.
        AddStep<TelemetryInterceptor>(services);
        AddStep<ErrorInterceptor>(services);
        AddStep<AuthenticationInterceptor>(services);
        AddStep<PermissionInterceptor>(services);
        AddStep<QuotaInterceptor>(services);
        AddStep<StreamWatchInterceptor>(services);
        AddStep<ValidationInterceptor>(services);
        AddStep<PersonalInterceptor>(services);
        AddStep<SealingInterceptor>(services);
        AddStep<IdempotencyInterceptor>(services);
        AddStep<ErasedSubjectInterceptor>(services);
        AddStep<FourEyesInterceptor>(services);
        services.AddSingleton<StreamedRequests>();
    }

    /// <summary>One instance serves all calls; a type that the container does not know would be made anew for each.</summary>
    private static void AddStep<T>(IServiceCollection services)
        where T : Interceptor
    {
        services.AddSingleton<T>();
        services.Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add<T>());
    }

    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("opsplatform", serviceVersion: Assembly.GetExecutingAssembly().GetName().Version?.ToString()))
            .WithTracing(traces => traces.AddSource("Microsoft.AspNetCore", "Npgsql"))
            .WithMetrics(metrics => metrics.AddMeter(TelemetryInterceptor.MeterName, EventFeed.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql"))
            .UseOtlpExporter();
    }
}
