using System.Reflection;
using System.Runtime.CompilerServices;

namespace OpsPlatform.Client.Tests;

public sealed class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What others build on changes only on purpose: after such a change, run once with OPS_UPDATE_GOLDEN=1 and review the difference.</summary>
    [Fact]
    public void The_public_surface_is_the_one_that_was_agreed()
    {
        var golden = Path.Combine(Checkout.Root, "tests", "OpsPlatform.Client.Tests", "PublicApi.txt");
        var surface = string.Join('\n', typeof(OpsPlatformClient).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Describe)) + "\n";
        if (Environment.GetEnvironmentVariable("OPS_UPDATE_GOLDEN") == "1")
            File.WriteAllText(golden, surface);
        surface.ShouldBe(File.ReadAllText(golden));
    }

    private static string Describe(Type type)
    {
        var kind = type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class" : type.IsSealed ? "sealed class" : "class";
        string[] parents = [.. type.BaseType is { } parent && parent != typeof(object) ? [Name(parent)] : Array.Empty<string>(), .. type.GetInterfaces().Select(Name).Order(StringComparer.Ordinal)];
        var members = type.GetMembers(Declared).Where(IsOwn).Select(member => $"  {Describe(member)}\n").Order(StringComparer.Ordinal);
        return $"{kind} {type.FullName}{(parents.Length > 0 ? " : " : "")}{string.Join(", ", parents)}\n{string.Concat(members)}";
    }

    // What the compiler adds to a record follows from its parameters.
    private static bool IsOwn(MemberInfo member) =>
        !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not MethodBase { IsSpecialName: true, IsConstructor: false };

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo made => $"new({Parameters(made)})",
        MethodInfo method => $"{Static(method)}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Extended(method)}{Parameters(method)})",
        PropertyInfo property => $"{Static(property.GetMethod!)}{Name(property.PropertyType)} {property.Name} {{ get; {Setter(property)}}}",
        FieldInfo field => $"{Name(field.FieldType)} {field.Name}",
        _ => member.ToString()!,
    };

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Extended(MethodInfo method) => method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";

    private static string Generic(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Setter(PropertyInfo property) => property.SetMethod is not { IsPublic: true } setter
        ? ""
        : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; ";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        var name = type is { IsNested: true, IsGenericParameter: false } ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name;
        return type.IsGenericType
            ? $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
