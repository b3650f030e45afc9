namespace Grpc.Core;

/// <summary>The outcome of a call, with the numbers that travel in <c>grpc-status</c>.</summary>
public enum StatusCode
{
    /// <summary>The call succeeded.</summary>
    OK = 0,

    /// <summary>The call was cancelled, typically by the caller.</summary>
    Cancelled = 1,

    /// <summary>The cause is not known, as when an error from elsewhere carries too little information.</summary>
    Unknown = 2,

    /// <summary>An argument is wrong whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed first. The operation may have succeeded nevertheless.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>What was to be created exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>The caller is not known: credentials are missing or invalid.</summary>
    Unauthenticated = 16,

    /// <summary>A quota, or a resource such as disk space, is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The state of the system does not allow the operation; a retry helps only after that state was changed.</summary>
    FailedPrecondition = 9,

    /// <summary>A concurrent operation interfered; retry at a higher level.</summary>
    Aborted = 10,

    /// <summary>The operation went past the valid range, such as the end of a file.</summary>
    OutOfRange = 11,

    /// <summary>The operation does not exist or is not supported here.</summary>
    Unimplemented = 12,

    /// <summary>An invariant of the system is broken.</summary>
    Internal = 13,

    /// <summary>The service cannot be reached at the moment; a retry with backoff may help.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or corrupted beyond recovery.</summary>
    DataLoss = 15,
}
