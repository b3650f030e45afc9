using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OpsPlatform.Fallback.Tests.Binding;

/// <summary>What a binary refers to in another assembly: types by name, and members by type and signature.</summary>
internal static class References
{
    public static IEnumerable<string> Of(string binary, string assembly)
    {
        using var file = new PEReader(File.OpenRead(binary));
        if (!file.HasMetadata)
            return [];

        var reader = file.GetMetadataReader();
        var types = reader.TypeReferences.Where(type => IsFrom(reader, type, assembly)).ToDictionary(type => (EntityHandle)type, type => SignatureText.Name(reader, type));
        var members = reader.MemberReferences.Select(reader.GetMemberReference)
            .Select(member => (Owner: Owner(reader, member.Parent, types), Member: member))
            .Where(reference => reference.Owner is not null)
            .Select(reference => $"{reference.Owner}: {Text(reader, reference.Member)}");
        return [.. types.Values, .. members];
    }

    private static bool IsFrom(MetadataReader reader, TypeReferenceHandle handle, string assembly)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == assembly,
            HandleKind.TypeReference => IsFrom(reader, (TypeReferenceHandle)scope, assembly),
            _ => false,
        };
    }

    /// <summary>The type that has the member, where it is one of those; a generic type is named without its arguments.</summary>
    private static string? Owner(MetadataReader reader, EntityHandle parent, Dictionary<EntityHandle, string> types)
    {
        if (parent.Kind is not HandleKind.TypeSpecification)
            return types.GetValueOrDefault(parent);

        var signature = reader.GetTypeSpecification((TypeSpecificationHandle)parent).DecodeSignature(SignatureText.Provider, genericContext: null);
        var generic = signature.Split('<')[0];
        return types.ContainsValue(generic) ? generic : null;
    }

    private static string Text(MetadataReader reader, MemberReference member)
    {
        var name = reader.GetString(member.Name);
        return member.GetKind() is MemberReferenceKind.Field
            ? $"{member.DecodeFieldSignature(SignatureText.Provider, genericContext: null)} {name}"
            : SignatureText.Method(name, member.DecodeMethodSignature(SignatureText.Provider, genericContext: null));
    }
}
