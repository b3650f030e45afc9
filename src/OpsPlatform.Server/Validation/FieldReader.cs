using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Server.Validation;

/// <summary>Reads fields through delegates on the generated properties: the runtime's own accessor puts every number and bool on the heap.</summary>
internal static class FieldReader
{
    private static readonly MethodInfo TypedGetter = typeof(FieldReader).GetMethod(nameof(Typed), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <typeparam name="T">The property's type; int for enums, whose getters the runtime binds as such.</typeparam>
    public static Func<IMessage, T> Of<T>(FieldDescriptor field)
    {
        if (!typeof(T).IsValueType)
            return message => (T)field.Accessor.GetValue(message);
        var type = field.ContainingType.ClrType;
        return (Func<IMessage, T>)TypedGetter.MakeGenericMethod(type, typeof(T)).Invoke(null, [type.GetProperty(field.PropertyName)!.GetMethod])!;
    }

    private static Func<IMessage, T> Typed<TMessage, T>(MethodInfo getter)
        where TMessage : IMessage
    {
        var get = getter.CreateDelegate<Func<TMessage, T>>();
        return message => get((TMessage)message);
    }
}
