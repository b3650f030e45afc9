namespace OpsPlatform.EventStore;

/// <summary>
/// Appends that were each decided on what the one before makes, without waiting for it to be stored. A version alone does not tell that it was:
/// another node may have brought the stream to the same version by other events. So once one of a lineage is not stored, none after it is.
/// </summary>
public sealed class Lineage
{
    private volatile bool _isBroken;

    internal bool IsBroken => _isBroken;

    internal void Break() => _isBroken = true;
}
