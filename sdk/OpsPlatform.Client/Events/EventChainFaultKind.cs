namespace OpsPlatform.Client;

/// <summary>What can be wrong with an export of events.</summary>
public enum EventChainFaultKind
{
    /// <summary>The file is no export, or is damaged from here on.</summary>
    Unreadable,

    /// <summary>The event was edited or replaced: what it holds does not give its hash. When hashes were recomputed as far as a certain event, that is the one after it.</summary>
    Edited,

    /// <summary>The event's JSON does not say what its message says.</summary>
    JsonEdited,

    /// <summary>The event is not in the export.</summary>
    Missing,

    /// <summary>The event comes after later ones.</summary>
    OutOfOrder,

    /// <summary>The event is there a second time.</summary>
    Repeated,

    /// <summary>The versions of the stream have a gap or a repetition before the event, although the hashes fit: they were recomputed.</summary>
    StreamBroken,

    /// <summary>The export ends before a checkpoint says that it does, or before its own end.</summary>
    Truncated,

    /// <summary>A checkpoint cannot be read, is signed by a key that is not among those given, or its signature is forged.</summary>
    CheckpointInvalid,

    /// <summary>A checkpoint is signed and says another hash: this or an earlier event was changed, and all hashes after it recomputed.</summary>
    CheckpointDiffers,

    /// <summary>The given checkpoint is of another workspace, or lies before the export.</summary>
    CheckpointUnrelated,

    /// <summary>The key set that was given cannot be read.</summary>
    KeysUnreadable,
}
