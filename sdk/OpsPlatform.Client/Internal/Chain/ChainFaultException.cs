namespace OpsPlatform.Client.Internal.Chain;

#pragma warning disable CA1064 // It does not leave the verifier: outside, a fault is an answer.

/// <summary>Ends a check at its first fault.</summary>
internal sealed class ChainFaultException(EventChainFault fault) : Exception(fault.Kind.ToString())
{
    public EventChainFault Fault { get; } = fault;
}
