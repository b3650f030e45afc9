namespace Walkthrough;

/// <summary>The tour cannot go on. The message says why and what to do.</summary>
internal sealed class TourException(string message, Exception? innerException = null) : Exception(message, innerException);
