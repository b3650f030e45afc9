using Google.Protobuf.Reflection;

namespace Conventions.Tests.Protos;

public sealed class NameTests
{
    [Fact]
    public void Every_resource_has_a_name_that_begins_with_its_owner_and_ends_with_itself() =>
        Contracts.Resources.ShouldAll(resource => resource.FullName,
            resource => resource.FindFieldByName("name") is { } name && name.Behaves(Contracts.Identifier)
                && resource.Resource() is { Plural: { Length: > 0 } plural, Singular: { Length: > 0 } singular, Pattern: var patterns }
                && patterns.All(pattern => (pattern.StartsWith("workspaces/{workspace}") || pattern.StartsWith("partners/{partner}") || pattern.StartsWith("clients/{client}") || pattern.StartsWith("quotas/{quota}"))
                    && $"/{pattern}".EndsWith($"/{plural}/{{{singular}}}")));

    [Fact]
    public void Every_name_in_a_request_says_which_resource_it_names() =>
        Requests("name").ShouldAll(field => field.FullName, field => field.Reference() is { Type: { Length: > 0 } type } && IsResource(type));

    [Fact]
    public void Every_parent_in_a_request_says_which_resources_are_below_it() =>
        Requests("parent").ShouldAll(field => field.FullName, field => field.Reference() is { ChildType: { Length: > 0 } child } && IsResource(child));

    [Fact]
    public void Every_reference_is_to_a_resource_that_exists() =>
        Contracts.Fields.Where(field => field.Reference() is not null)
            .ShouldAll(field => field.FullName, field => IsResource(field.Reference() is { Type: { Length: > 0 } type } ? type : field.Reference()!.ChildType));

    [Fact]
    public void Every_package_has_its_noun_as_namespace() =>
        Contracts.Files.ShouldAll(file => file.Name,
            file => file.Package.Split('.') is ["opsplatform", var noun, "v1"]
                && file.GetOptions().CsharpNamespace == $"OpsPlatform.{char.ToUpperInvariant(noun[0])}{noun[1..]}.V1");

    [Fact]
    public void Every_enum_begins_with_a_value_that_says_nothing() =>
        Contracts.Enums.ShouldAll(type => type.FullName, type => type.Values[0].Number == 0 && type.Values[0].Name == $"{UpperSnake(type.Name)}_UNSPECIFIED");

    [Fact]
    public void Every_unit_stands_last_and_has_its_type() =>
        Contracts.Fields.Where(field => field.Name.Split('_')[^1] is "micros" or "bps" or "time" or "date" or "ms" or "count")
            .ShouldAll(field => field.FullName, field => field.Name.Split('_')[^1] switch
            {
                "micros" => field.FieldType == FieldType.Int64,
                "bps" or "ms" or "count" => field.FieldType == FieldType.Int32,
                "time" => field is { FieldType: FieldType.Message, MessageType.FullName: "google.protobuf.Timestamp" },
                _ => field is { FieldType: FieldType.Message, MessageType.FullName: "google.type.Date" },
            });

    [Fact]
    public void No_integer_is_unsigned() =>
        Contracts.Fields.ShouldAll(field => field.FullName,
            field => field.FieldType is not (FieldType.UInt32 or FieldType.UInt64 or FieldType.Fixed32 or FieldType.Fixed64));

    private static IEnumerable<FieldDescriptor> Requests(string name) =>
        Contracts.Rpcs.Select(rpc => rpc.InputType.FindFieldByName(name)).OfType<FieldDescriptor>();

    /// <summary>`*` is what AIP-122 has for a name of any kind.</summary>
    private static bool IsResource(string type) => type == "*" || Contracts.Resources.Any(resource => resource.Resource()!.Type == type);

    private static string UpperSnake(string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"_{letter}" : char.ToUpperInvariant(letter).ToString()));
}
