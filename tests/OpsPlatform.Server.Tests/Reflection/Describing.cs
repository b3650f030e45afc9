using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Server.Tests.Reflection;

/// <summary>What tools learn of the services, in both versions of the protocol; the two differ in nothing but their names.</summary>
public sealed class Describing(RunningServer server) : ServerTest(server)
{
    private const string Service = "opsplatform.budgets.v1.BudgetService";

    public static TheoryData<string> Versions => ["v1", "v1alpha"];

    [Theory, MemberData(nameof(Versions))]
    public async Task Every_service_is_listed(string version) =>
        (await Ask(version, new() { ListServices = "*" })).ListServicesResponse.Service.Select(service => service.Name)
            .ShouldBe([.. Rpc.Services.Select(service => service.FullName), "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"], ignoreOrder: true);

    [Theory]
    [InlineData("v1", Service)]
    [InlineData("v1alpha", Service)]
    [InlineData("v1", $"{Service}.ReserveFunds")]
    [InlineData("v1", "opsplatform.budgets.v1.ReserveFundsRequest.amount_micros")]
    public async Task A_symbol_gives_all_that_is_needed_to_build_its_file(string version, string symbol)
    {
        var files = Build(await Ask(version, new() { FileContainingSymbol = symbol }));

        var service = files.Single(file => file.Name == "opsplatform/budgets/v1/budgets_service.proto").Services.ShouldHaveSingleItem();
        service.Methods.Select(method => method.Name).ShouldBe(BudgetService.Descriptor.Methods.Select(method => method.Name));
        var amount = service.FindMethodByName("ReserveFunds").InputType.FindFieldByName("amount_micros");
        (amount.FieldNumber, amount.FieldType).ShouldBe((4, FieldType.Int64));
        files.SelectMany(file => file.EnumTypes).ShouldContain(type => type.FullName == "opsplatform.budgets.v1.AllocationPreset");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_file_is_given_by_its_name_as_it_was_compiled(string version)
    {
        var answer = await Ask(version, new() { FileByFilename = "opsplatform/budgets/v1/budgets.proto" });
        answer.FileDescriptorResponse.FileDescriptorProto[0].ShouldBe(BudgetsReflection.Descriptor.SerializedData);
        answer.OriginalRequest.FileByFilename.ShouldBe("opsplatform/budgets/v1/budgets.proto");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task An_extension_is_found_by_what_it_extends_and_its_number(string version)
    {
        var asked = new ExtensionRequest { ContainingType = "google.protobuf.MethodOptions", ExtensionNumber = 71001 };
        Build(await Ask(version, new() { FileContainingExtension = asked })).ShouldContain(file => file.Name == "opsplatform/api/v1/rule.proto");
        (await Ask(version, new() { AllExtensionNumbersOfType = "google.protobuf.MethodOptions" })).AllExtensionNumbersResponse.ExtensionNumber.ShouldContain(71001);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task What_is_not_there_is_not_found_and_the_stream_goes_on(string version)
    {
        ServerReflectionRequest[] unknown =
        [
            new() { FileContainingSymbol = "no.such.Symbol" },
            new() { FileByFilename = "no/such.proto" },
            new() { FileContainingExtension = new() { ContainingType = "google.protobuf.MethodOptions", ExtensionNumber = 1 } },
            new() { AllExtensionNumbersOfType = "no.such.Type" },
        ];
        var answers = await AskAll(version, [.. unknown, new() { ListServices = "" }, new()]);

        answers.Take(unknown.Length).ShouldAllBe(answer => answer.ErrorResponse.ErrorCode == (int)StatusCode.NotFound);
        answers[^2].ListServicesResponse.Service.ShouldNotBeEmpty();
        answers[^1].ErrorResponse.ErrorCode.ShouldBe((int)StatusCode.InvalidArgument);
    }

    private async Task<ServerReflectionResponse> Ask(string version, ServerReflectionRequest request) => (await AskAll(version, request))[0];

    private async Task<List<ServerReflectionResponse>> AskAll(string version, params ServerReflectionRequest[] requests)
    {
        using var channel = ApiClient.Open(Server.GrpcAddress);
        using var stream = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Method(version), null, default);
        var answers = new List<ServerReflectionResponse>();
        foreach (var request in requests)
        {
            await stream.RequestStream.WriteAsync(request);
            (await stream.ResponseStream.MoveNext(default)).ShouldBeTrue();
            answers.Add(stream.ResponseStream.Current);
        }

        await stream.RequestStream.CompleteAsync();
        (await stream.ResponseStream.MoveNext(default)).ShouldBeFalse();
        return answers;
    }

    private static Method<ServerReflectionRequest, ServerReflectionResponse> Method(string version) => new(
        MethodType.DuplexStreaming,
        $"grpc.reflection.{version}.ServerReflection",
        "ServerReflectionInfo",
        Marshallers.Create(message => message.ToByteArray(), ServerReflectionRequest.Parser.ParseFrom),
        Marshallers.Create(message => message.ToByteArray(), ServerReflectionResponse.Parser.ParseFrom));

    /// <summary>Imports come after the file that needs them, and are built before it.</summary>
    private static IReadOnlyList<FileDescriptor> Build(ServerReflectionResponse answer)
    {
        var protos = answer.FileDescriptorResponse.FileDescriptorProto.ToDictionary(bytes => FileDescriptorProto.Parser.ParseFrom(bytes).Name);
        var ordered = new List<ByteString>();
        var seen = new HashSet<string>();
        foreach (var name in protos.Keys)
            Visit(name);
        return FileDescriptor.BuildFromByteStrings(ordered);

        void Visit(string name)
        {
            if (!seen.Add(name))
                return;
            foreach (var import in FileDescriptorProto.Parser.ParseFrom(protos[name]).Dependency)
                Visit(import);
            ordered.Add(protos[name]);
        }
    }
}
