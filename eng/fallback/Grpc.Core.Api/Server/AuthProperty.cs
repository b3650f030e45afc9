using System.Text;
using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>One property of a caller. A name may have several.</summary>
public class AuthProperty
{
    private readonly byte[] valueBytes;

    private AuthProperty(string name, byte[] valueBytes)
    {
        Name = GrpcPreconditions.CheckNotNull(name, nameof(name));
        this.valueBytes = GrpcPreconditions.CheckNotNull(valueBytes, nameof(valueBytes));
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The value as UTF-8 text.</summary>
    public string Value => Encoding.UTF8.GetString(valueBytes);

    /// <summary>The value as a new array.</summary>
    public byte[] ValueBytes => (byte[])valueBytes.Clone();

    /// <summary>A property.</summary>
    /// <param name="name">The name.</param>
    /// <param name="valueBytes">The value, which is copied.</param>
    public static AuthProperty Create(string name, byte[] valueBytes) =>
        new(name, (byte[])GrpcPreconditions.CheckNotNull(valueBytes, nameof(valueBytes)).Clone());
}
