using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Events.V1;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Tests.Pipeline;

/// <summary>The server starts only when its protos say of every rpc what the pipeline needs.</summary>
public sealed class Rules
{
    [Fact]
    public void The_rpcs_as_published_are_complete() => new RpcMethods(Tests.Rpc.Services).All.Select(method => method.Descriptor.ShortName()).ShouldBe(Tests.Rpc.Names, ignoreOrder: true);

    [Fact]
    public void An_rpc_without_a_rule_stops_the_start() =>
        Should.Throw<InvalidOperationException>(() => Methods(file => Rpc(file, "ReserveFunds").Options = null))
            .Message.ShouldBe("/opsplatform.budgets.v1.BudgetService/ReserveFunds has no complete `rule` option: give it a permission and a kind in its proto.");

    [Theory]
    [InlineData("", Rule.Types.Kind.Write)]
    [InlineData("budgets.reserve", Rule.Types.Kind.Unspecified)]
    public void A_rule_without_permission_or_kind_stops_the_start(string permission, object kind) =>
        Should.Throw<InvalidOperationException>(() => Methods(file =>
            Rpc(file, "ReserveFunds").Options.SetExtension(RuleExtensions.Rule, new Rule { Permission = permission, Kind = (Rule.Types.Kind)kind })));

    [Fact]
    public void A_read_that_reveals_would_leave_no_record_and_stops_the_start() =>
        Should.Throw<InvalidOperationException>(() => Methods(file =>
            Rpc(file, "GetBudget").Options.SetExtension(RuleExtensions.Rule, new Rule { Permission = "budgets.read", Kind = Rule.Types.Kind.Read, Reveals = true })))
            .Message.ShouldContain("reveals what is personal, so it must be a write that leaves a record");

    [Theory]
    [InlineData("ReserveFundsRequest", "request_id")]
    [InlineData("ReserveFundsRequest", "validate_only")]
    [InlineData("ReserveFundsRequest", "parent")]
    [InlineData("GetBudgetRequest", "name")]
    public void A_request_that_lacks_what_the_pipeline_reads_stops_the_start(string message, string field) =>
        Should.Throw<InvalidOperationException>(() => Methods(file =>
        {
            var fields = file.MessageType.Single(type => type.Name == message).Field;
            fields.Remove(fields.Single(each => each.Name == field));
        })).Message.ShouldContain($"/opsplatform.budgets.v1.BudgetService/{message[..^7]}");

    private static MethodDescriptorProto Rpc(FileDescriptorProto file, string name) => file.Service[0].Method.Single(method => method.Name == name);

    /// <summary>Reads the published service anew, with a change.</summary>
    private static RpcMethods Methods(Action<FileDescriptorProto> change)
    {
        var extensions = new ExtensionRegistry { RuleExtensions.Rule, Google.Api.ResourceExtensions.Resource, Google.Api.ResourceExtensions.ResourceReference };
        var files = new List<FileDescriptor>();
        Collect(BudgetsServiceReflection.Descriptor, files);
        var changed = FileDescriptorProto.Parser.WithExtensionRegistry(extensions).ParseFrom(files[^1].SerializedData);
        change(changed);
        var built = FileDescriptor.BuildFromByteStrings([.. files.SkipLast(1).Select(file => file.SerializedData), changed.ToByteString()], extensions);
        return new RpcMethods(built[^1].Services);
    }

    private static void Collect(FileDescriptor file, List<FileDescriptor> files)
    {
        if (files.Contains(file))
            return;
        foreach (var import in file.Dependencies)
            Collect(import, files);
        files.Add(file);
    }
}
