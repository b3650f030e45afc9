using Google.Protobuf.Reflection;

namespace OpsPlatform.EventStore;

/// <summary>Names one document of a registered type.</summary>
public sealed record DocumentKey(MessageDescriptor Type, string Id);
