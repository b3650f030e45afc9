using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Client.Internal;
using OpsPlatform.Contents.V1;
using OpsPlatform.Erasures.V1;
using OpsPlatform.Events.V1;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Partners.V1;
using OpsPlatform.Persons.V1;
using OpsPlatform.Projections.V1;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Client;

/// <summary>
/// The connection of one OAuth client to the platform. Make one for the life of the application and share it: it is safe
/// for concurrent use, and keeps one access token and a few HTTP/2 connections for all calls.
/// </summary>
/// <remarks>
/// Every call carries an access token that is renewed before it expires, the language of <see cref="OpsPlatformClientOptions.Language"/>
/// and a deadline. A write whose <c>request_id</c> is empty gets one, on a copy of the message, so that it takes effect once however
/// often it is sent. What failed for a passing reason is sent again as <see cref="RetryOptions"/> says. A call that fails in the end
/// throws <see cref="OpsPlatformException"/>; one that its caller cancels throws <see cref="OperationCanceledException"/>.
/// </remarks>
public sealed class OpsPlatformClient : IAsyncDisposable, IDisposable
{
    private readonly HttpMessageHandler? _ownHandler;
    private readonly GrpcChannel _channel;
    private readonly TokenEndpoint _tokenEndpoint;
    private readonly TokenCache _tokens;
    private bool _disposed;

    /// <summary>Makes a client. Connects to nothing yet: the first call does.</summary>
    /// <param name="options">What to connect to and as whom. Later changes to it have no effect.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names each.</exception>
    public OpsPlatformClient(OpsPlatformClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = OptionsRules.Problems(options).ToArray();
        if (problems.Length > 0)
            throw new ArgumentException(string.Join(" ", problems), nameof(options));

        var time = options.TimeProvider ?? TimeProvider.System;
        var log = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger(typeof(OpsPlatformClient).FullName!);
        var sentences = new Sentences(options.Language);
        var handler = options.HttpHandler ?? (_ownHandler = Transport.CreateHandler());

        _tokenEndpoint = new TokenEndpoint(options, handler, sentences, time);
        _tokens = new TokenCache(_tokenEndpoint.RequestAsync, time, log);
        _channel = GrpcChannel.ForAddress(options.Address, Transport.Channel(handler, options.LoggerFactory));
        CallInvoker = new PlatformCallInvoker(
            _channel.CreateCallInvoker(),
            new CallPolicy(_tokens, new Backoff(options.Retry), new ErrorReader(options.Address, sentences), new CallHeaders(options.Language), options.Timeout, time, log));
        Accounts = new AccountService.AccountServiceClient(CallInvoker);
        Metrics = new MetricService.MetricServiceClient(CallInvoker);
        Budgets = new BudgetService.BudgetServiceClient(CallInvoker);
        Campaigns = new CampaignService.CampaignServiceClient(CallInvoker);
        Contents = new ContentService.ContentServiceClient(CallInvoker);
        Risks = new RiskService.RiskServiceClient(CallInvoker);
        Projections = new ProjectionService.ProjectionServiceClient(CallInvoker);
        Erasures = new ErasureService.ErasureServiceClient(CallInvoker);
        Approvals = new ApprovalService.ApprovalServiceClient(CallInvoker);
        Partners = new PartnerService.PartnerServiceClient(CallInvoker);
        Events = new EventService.EventServiceClient(CallInvoker);
        Persons = new PersonService.PersonServiceClient(CallInvoker);
        Suppliers = new SupplierService.SupplierServiceClient(CallInvoker);
    }

    /// <summary>The accounts that a brand operates, and the platforms that they are on.</summary>
    public AccountService.AccountServiceClient Accounts { get; }

    /// <summary>What happened on accounts, day by day.</summary>
    public MetricService.MetricServiceClient Metrics { get; }

    /// <summary>Budgets, holds on them, expenses and the ledger.</summary>
    public BudgetService.BudgetServiceClient Budgets { get; }

    /// <summary>What a brand sets out to do: campaigns on its accounts.</summary>
    public CampaignService.CampaignServiceClient Campaigns { get; }

    /// <summary>Pieces of content, from the draft to the end of what was put out, with who approved exactly what.</summary>
    public ContentService.ContentServiceClient Contents { get; }

    /// <summary>What goes wrong, and whether it is seen to in time.</summary>
    public RiskService.RiskServiceClient Risks { get; }

    /// <summary>What has happened in a workspace: exports and checkpoints that prove it.</summary>
    public EventService.EventServiceClient Events { get; }

    /// <summary>Erasures of persons, with their certificates.</summary>
    public ErasureService.ErasureServiceClient Erasures { get; }

    /// <summary>Workspaces, partners, their clients, and what each client may do where.</summary>
    public PartnerService.PartnerServiceClient Partners { get; }

    /// <summary>Maker and checker: policies, and the calls that wait for a second principal.</summary>
    public ApprovalService.ApprovalServiceClient Approvals { get; }

    /// <summary>Suppliers: who they are, how they do, and what is bought from them.</summary>
    public SupplierService.SupplierServiceClient Suppliers { get; }

    /// <summary>What is personal, in clear, for a stated purpose; and the records of who was shown it.</summary>
    public PersonService.PersonServiceClient Persons { get; }

    /// <summary>The platform's views of a workspace, and how far each has come.</summary>
    public ProjectionService.ProjectionServiceClient Projections { get; }

    /// <summary>Gives any generated gRPC client the tokens, retries and errors of this one: <c>new Health.HealthClient(client.CallInvoker)</c>.</summary>
    public CallInvoker CallInvoker { get; }

    /// <summary>The access token that calls carry now: the kept one, or a new one when that is about to expire.</summary>
    /// <param name="cancellationToken">Ends the waiting; a request that other calls wait for too goes on.</param>
    /// <exception cref="OpsPlatformException">The token endpoint refused (UNAUTHENTICATED) or cannot be reached (UNAVAILABLE).</exception>
    public ValueTask<AccessToken> GetAccessTokenAsync(CancellationToken cancellationToken = default) => _tokens.GetAsync(cancellationToken);

    /// <summary>Cancels the calls that are under way and closes the connections. A handler given in the options is left open.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        _channel.Dispose();
        _tokens.Dispose();
        _tokenEndpoint.Dispose();
        _ownHandler?.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
