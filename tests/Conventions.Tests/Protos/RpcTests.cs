using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;

namespace Conventions.Tests.Protos;

public sealed class RpcTests
{
    [Fact]
    public void Every_rpc_has_a_rule_whose_permission_begins_with_its_noun() =>
        Contracts.Rpcs.ShouldAll(rpc => rpc.FullName,
            rpc => rpc.DeclaredRule() is { Kind: Rule.Types.Kind.Read or Rule.Types.Kind.Write, Scope: var scope, Permission: var permission }
                && (scope == Rule.Types.Scope.Caller
                    ? permission.Length == 0
                    : permission.Split('.') is [var noun, { Length: > 0 }] && NounsOf(rpc.File.Package).Contains(noun)));

    [Fact]
    public void Every_write_can_be_repeated_safely_and_tried_without_effect() =>
        Contracts.Writes.ShouldAll(rpc => rpc.FullName,
            rpc => Field(rpc, "request_id") is { FieldType: FieldType.String } id && id.Limits() is { String.Uuid: true }
                && Field(rpc, "validate_only") is { FieldType: FieldType.Bool });

    [Fact]
    public void Every_list_pages_filters_and_orders() =>
        Contracts.Lists.ShouldAll(rpc => rpc.FullName,
            rpc => Field(rpc, "page_size") is { FieldType: FieldType.Int32 }
                && new[] { "page_token", "filter", "order_by" }.All(name => Field(rpc, name) is { FieldType: FieldType.String })
                && rpc.OutputType.FindFieldByName("next_page_token") is { FieldType: FieldType.String }
                && rpc.OutputType.Fields.InDeclarationOrder().Count(field => field.IsRepeated) == 1);

    [Fact]
    public void Every_text_and_list_that_a_caller_sends_is_bounded() =>
        Contracts.Inputs
            .Where(field => field.IsRepeated || field.FieldType is FieldType.String or FieldType.Bytes)
            .ShouldAll(field => field.FullName, Bounds.Hold);

    /// <summary>The package's own, and those of its resources.</summary>
    private static IEnumerable<string> NounsOf(string package) =>
        Contracts.Resources.Where(resource => resource.File.Package == package).Select(resource => resource.Resource()!.Plural).Append(package.Split('.')[1]);

    private static FieldDescriptor? Field(MethodDescriptor rpc, string name) => rpc.InputType.FindFieldByName(name);
}
