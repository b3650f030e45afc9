namespace Grpc.Core.Utils;

/// <summary>Checks of arguments and states, used by generated code and by users of the API.</summary>
public static class GrpcPreconditions
{
    /// <summary>Throws <see cref="ArgumentException" /> unless the condition holds.</summary>
    /// <param name="condition">What must hold.</param>
    public static void CheckArgument(bool condition)
    {
        if (!condition)
            throw new ArgumentException(message: null);
    }

    /// <summary>Throws <see cref="ArgumentException" /> unless the condition holds.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="errorMessage">The exception's message.</param>
    public static void CheckArgument(bool condition, string errorMessage)
    {
        if (!condition)
            throw new ArgumentException(errorMessage);
    }

    /// <summary>Returns the reference, or throws <see cref="ArgumentNullException" />.</summary>
    /// <typeparam name="T">The type of the reference.</typeparam>
    /// <param name="reference">What must not be null.</param>
    public static T CheckNotNull<T>(T reference) => reference ?? throw new ArgumentNullException(paramName: null);

    /// <summary>Returns the reference, or throws <see cref="ArgumentNullException" />.</summary>
    /// <typeparam name="T">The type of the reference.</typeparam>
    /// <param name="reference">What must not be null.</param>
    /// <param name="paramName">The parameter's name.</param>
    public static T CheckNotNull<T>(T reference, string paramName) => reference ?? throw new ArgumentNullException(paramName);

    /// <summary>Throws <see cref="InvalidOperationException" /> unless the condition holds.</summary>
    /// <param name="condition">What must hold.</param>
    public static void CheckState(bool condition)
    {
        if (!condition)
            throw new InvalidOperationException();
    }

    /// <summary>Throws <see cref="InvalidOperationException" /> unless the condition holds.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="errorMessage">The exception's message.</param>
    public static void CheckState(bool condition, string errorMessage)
    {
        if (!condition)
            throw new InvalidOperationException(errorMessage);
    }
}
