using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>Adds headers to a call that say who is calling.</summary>
/// <param name="context">The call.</param>
/// <param name="metadata">Where the headers are added.</param>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);

/// <summary>Says for single calls who is calling, such as an access token. Sent only over a secure channel unless the channel says otherwise.</summary>
public abstract class CallCredentials
{
    /// <summary>Several credentials as one; their headers are added in this order.</summary>
    /// <param name="credentials">At least two.</param>
    public static CallCredentials Compose(params CallCredentials[] credentials) => new CompositeCallCredentials(credentials);

    /// <summary>Credentials that ask a delegate at each call.</summary>
    /// <param name="interceptor">Adds the headers.</param>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor) => new InterceptorCallCredentials(interceptor);

    /// <summary>Tells a client library what these credentials are. For client libraries only.</summary>
    /// <param name="configurator">What listens.</param>
    /// <param name="state">Handed on to the configurator.</param>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);

    private sealed class InterceptorCallCredentials(AsyncAuthInterceptor interceptor) : CallCredentials
    {
        private readonly AsyncAuthInterceptor interceptor = GrpcPreconditions.CheckNotNull(interceptor, nameof(interceptor));

        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetAsyncAuthInterceptorCredentials(state, interceptor);
    }

    private sealed class CompositeCallCredentials : CallCredentials
    {
        private readonly IReadOnlyList<CallCredentials> credentials;

        public CompositeCallCredentials(CallCredentials[] credentials)
        {
            GrpcPreconditions.CheckArgument(credentials.Length >= 2, "It takes at least two credentials to compose.");
            this.credentials = [.. credentials];
        }

        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, credentials);
    }
}

/// <summary>Learns what a <see cref="CallCredentials" /> is. Client libraries implement it.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>The credentials are a delegate.</summary>
    /// <param name="state">What was handed in.</param>
    /// <param name="interceptor">Adds the headers.</param>
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);

    /// <summary>The credentials are composed of others.</summary>
    /// <param name="state">What was handed in.</param>
    /// <param name="credentials">The others, in their order.</param>
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);
}
