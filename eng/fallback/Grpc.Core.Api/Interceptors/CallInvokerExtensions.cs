using Grpc.Core.Utils;

namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors around an invoker.</summary>
public static class CallInvokerExtensions
{
    /// <summary>An invoker with an interceptor around it.</summary>
    /// <param name="invoker">The invoker.</param>
    /// <param name="interceptor">The interceptor. The one that was added last sees a call first.</param>
    public static CallInvoker Intercept(this CallInvoker invoker, Interceptor interceptor) => new InterceptingCallInvoker(invoker, interceptor);

    /// <summary>An invoker with interceptors around it.</summary>
    /// <param name="invoker">The invoker.</param>
    /// <param name="interceptors">The interceptors. The first of them sees a call first.</param>
    public static CallInvoker Intercept(this CallInvoker invoker, params Interceptor[] interceptors)
    {
        GrpcPreconditions.CheckNotNull(invoker, nameof(invoker));
        return GrpcPreconditions.CheckNotNull(interceptors, nameof(interceptors)).Reverse().Aggregate(invoker, Intercept);
    }

    /// <summary>An invoker that passes each call's headers through a delegate.</summary>
    /// <param name="invoker">The invoker.</param>
    /// <param name="interceptor">Takes the caller's headers and returns those to send.</param>
    public static CallInvoker Intercept(this CallInvoker invoker, Func<Metadata, Metadata> interceptor) =>
        new InterceptingCallInvoker(invoker, new HeadersInterceptor(GrpcPreconditions.CheckNotNull(interceptor, nameof(interceptor))));
}
