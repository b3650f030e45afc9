using System.Reflection;

namespace OpsPlatform.Fallback.Tests.Surface;

/// <summary>Writes the public API of an assembly, one member a line, with nullability.</summary>
internal sealed class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext nullability = new();

    public static IEnumerable<string> Of(Assembly assembly)
    {
        var api = new PublicApi();
        return assembly.GetTypes().Where(IsVisible).SelectMany(api.Lines).Order(StringComparer.Ordinal);
    }

    private static bool IsVisible(Type type) => type.IsNested ? (type.IsNestedPublic || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!) : type.IsPublic;

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private IEnumerable<string> Lines(Type type)
    {
        var name = Name(type);
        if (type.IsEnum)
            return Enum.GetNames(type).Select(value => $"{name}: {value} = {Convert.ToInt64(Enum.Parse(type, value), provider: null)}");
        if (type.BaseType == typeof(MulticastDelegate))
            return [$"{name}: delegate {Signature(type.GetMethod("Invoke")!)}{Constraints(type.GetGenericArguments())}"];

        var kind = type.IsInterface ? "interface" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class" : "class";
        var flags = kind == "class" ? (type.IsAbstract ? "abstract " : "") + (type.IsSealed ? "sealed " : "") : "";
        var parents = type.GetInterfaces().Select(Name).Order(StringComparer.Ordinal).Prepend(type.BaseType is null ? "" : Name(type.BaseType));
        return
        [
            $"{name}: {flags}{kind} : {string.Join(", ", parents.Where(parent => parent.Length > 0))}{Constraints(type.GetGenericArguments())}",
            .. type.GetConstructors(Declared).Where(IsVisible).Select(member => $"{name}: {Modifiers(member)}new({Parameters(member)})"),
            .. type.GetFields(Declared).Where(field => field.IsPublic).Select(field => $"{name}: {(field.IsLiteral ? "const" : "static readonly")} {Name(field.FieldType)} {field.Name}"),
            .. type.GetMethods(Declared).Where(IsVisible).Select(member => $"{name}: {Modifiers(member)}{Signature(member)}{Constraints(member.GetGenericArguments())}"),
        ];
    }

    private string Signature(MethodInfo method) => $"{Typed(nullability.Create(method.ReturnParameter))} {method.Name}({Parameters(method)})";

    private string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private string Parameter(ParameterInfo parameter) =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Typed(nullability.Create(parameter))} {parameter.Name}{(parameter.IsOptional ? " = default" : "")}";

    private static string Typed(NullabilityInfo info)
    {
        var mark = info.ReadState is NullabilityState.Nullable && !info.Type.IsValueType && !info.Type.IsGenericParameter ? "?" : "";
        if (info.ElementType is not null)
            return $"{Typed(info.ElementType)}[]{mark}";
        return info.GenericTypeArguments.Length == 0
            ? Name(info.Type) + mark
            : $"{Plain(info.Type)}<{string.Join(", ", info.GenericTypeArguments.Select(Typed))}>{mark}";
    }

    private static string Modifiers(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "") + (method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    private static string Constraints(Type[] arguments) =>
        string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
            $" where {argument.Name}: {argument.GenericParameterAttributes}{string.Concat(argument.GetGenericParameterConstraints().Select(type => " " + Name(type)))}"));

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        return type.IsGenericType ? $"{Plain(type)}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.ToString();
    }

    private static string Plain(Type type) => type.GetGenericTypeDefinition().ToString().Split('[')[0].Split('`')[0];
}
