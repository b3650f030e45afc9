using Buf.Validate;
using Google.Api;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;
using ResourceDescriptor = Google.Api.ResourceDescriptor;

namespace Conventions.Tests.Protos;

/// <summary>Everything that the protos of the platform declare, with the options that the conventions are about.</summary>
internal static class Contracts
{
    /// <summary>Google.Api.CommonProtos 2.0.0 has no member for it yet; enums of proto3 are open.</summary>
    public const FieldBehavior Identifier = (FieldBehavior)8;

    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        .. typeof(RuleExtensions).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null))
            .OfType<FileDescriptor>()
            .Where(file => file.Package.StartsWith("opsplatform."))
            .DistinctBy(file => file.Name)
            .OrderBy(file => file.Name),
    ];

    public static IEnumerable<MethodDescriptor> Rpcs => Files.SelectMany(file => file.Services).SelectMany(service => service.Methods);

    public static IEnumerable<MethodDescriptor> Writes => Rpcs.Where(rpc => rpc.DeclaredRule()?.Kind == Rule.Types.Kind.Write);

    public static IEnumerable<MethodDescriptor> Lists => Rpcs.Where(rpc => rpc.Name.StartsWith("List"));

    public static IEnumerable<MessageDescriptor> Messages => Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested);

    public static IEnumerable<FieldDescriptor> Fields => Messages.SelectMany(message => message.Fields.InDeclarationOrder());

    public static IEnumerable<EnumDescriptor> Enums => Files.SelectMany(file => file.EnumTypes).Concat(Messages.SelectMany(message => message.EnumTypes));

    public static IEnumerable<MessageDescriptor> Resources => Messages.Where(message => message.Resource() is not null);

    /// <summary>The fields that a caller can fill in a request, those of nested messages included.</summary>
    public static IEnumerable<FieldDescriptor> Inputs =>
        Rpcs.Select(rpc => rpc.InputType).Distinct().SelectMany(request => Filled(request, [])).Distinct();

    public static Rule? DeclaredRule(this MethodDescriptor rpc) => rpc.GetOptions()?.GetExtension(RuleExtensions.Rule);

    public static ResourceDescriptor? Resource(this MessageDescriptor message) => message.GetOptions()?.GetExtension(ResourceExtensions.Resource);

    public static ResourceReference? Reference(this FieldDescriptor field) => field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference);

    public static FieldRules Limits(this FieldDescriptor field) => field.GetOptions()?.GetExtension(ValidateExtensions.Field) ?? new FieldRules();

    public static bool Behaves(this FieldDescriptor field, FieldBehavior behavior) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(behavior) is true;

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.Where(nested => nested.GetOptions()?.MapEntry is not true).SelectMany(WithNested).Prepend(message);

    private static IEnumerable<FieldDescriptor> Filled(MessageDescriptor message, HashSet<MessageDescriptor> seen) =>
        !message.File.Package.StartsWith("opsplatform.") || !seen.Add(message)
            ? []
            : message.Fields.InDeclarationOrder()
                .Where(field => !field.Behaves(FieldBehavior.OutputOnly) && !field.Behaves(Identifier))
                .SelectMany(field => field.FieldType == FieldType.Message ? Filled(field.MessageType, seen).Prepend(field) : [field]);
}
