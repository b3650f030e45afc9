namespace Walkthrough.Input;

/// <summary>A file that the walkthrough was given cannot be used. The message says why and what to do.</summary>
internal sealed class InputException(string message, Exception? innerException = null) : Exception(message, innerException);
