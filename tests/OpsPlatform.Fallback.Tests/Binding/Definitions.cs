using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OpsPlatform.Fallback.Tests.Binding;

/// <summary>What others can refer to in an assembly, written as <see cref="References" /> writes it.</summary>
internal static class Definitions
{
    public static HashSet<string> Of(string binary)
    {
        using var file = new PEReader(File.OpenRead(binary));
        var reader = file.GetMetadataReader();
        return [.. reader.TypeDefinitions.Where(type => IsVisible(reader.GetTypeDefinition(type).Attributes)).SelectMany(type => Of(reader, type))];
    }

    private static IEnumerable<string> Of(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = SignatureText.Name(reader, handle);
        yield return name;

        foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition).Where(method => IsVisible(method.Attributes)))
        {
            var signature = method.DecodeSignature(SignatureText.Provider, genericContext: null);
            yield return $"{name}: {SignatureText.Method(reader.GetString(method.Name), signature)}";
        }

        foreach (var field in type.GetFields().Select(reader.GetFieldDefinition).Where(field => field.Attributes.HasFlag(FieldAttributes.Public)))
            yield return $"{name}: {field.DecodeSignature(SignatureText.Provider, genericContext: null)} {reader.GetString(field.Name)}";
    }

    private static bool IsVisible(TypeAttributes attributes) => (attributes & TypeAttributes.VisibilityMask)
        is TypeAttributes.Public or TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem;

    private static bool IsVisible(MethodAttributes attributes) => (attributes & MethodAttributes.MemberAccessMask)
        is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;
}
