using Google.Protobuf;

namespace OpsPlatform.Domain;

/// <summary>An event that has happened: its message, the version of the stream that it made, and when.</summary>
public sealed record Recorded(IMessage Message, long Version, DateTimeOffset Time);
