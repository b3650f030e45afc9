using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Erasures.V1;
using OpsPlatform.Events.V1;
using OpsPlatform.Projections.V1;

namespace OpsPlatform.Server.Tests;

/// <summary>Calls rpcs by their descriptors, for what holds for each of them and for services whose stubs the tests do not have.</summary>
internal static class Rpc
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    /// <summary>Every rpc of the platform.</summary>
    public static IEnumerable<MethodDescriptor> All => Services.SelectMany(service => service.Methods);

    public static IEnumerable<ServiceDescriptor> Services => [BudgetService.Descriptor, ErasureService.Descriptor, EventService.Descriptor, ProjectionService.Descriptor];

    public static IEnumerable<string> Names => All.Select(method => method.Name);

    public static MethodDescriptor Named(string name) => All.Single(method => method.Name == name);

    public static bool Writes(this MethodDescriptor method) => method.InputType.FindFieldByName("request_id") is not null;

    public static Method<IMessage, IMessage> Typed(this MethodDescriptor method) => new(
        method.IsClientStreaming ? MethodType.DuplexStreaming : method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary,
        method.Service.FullName,
        method.Name,
        Marshallers.Create<IMessage>(message => message.ToByteArray(), method.InputType.Parser.ParseFrom),
        Marshallers.Create<IMessage>(message => message.ToByteArray(), method.OutputType.Parser.ParseFrom));

    /// <summary>A stream of the server's counts as its last message.</summary>
    public static AsyncUnaryCall<IMessage> Call(this CallInvoker invoker, MethodDescriptor method, IMessage request, CallOptions options = default)
    {
        if (!method.IsServerStreaming)
            return invoker.AsyncUnaryCall(method.Typed(), null, options, request);
        var stream = invoker.AsyncServerStreamingCall(method.Typed(), null, options, request);
        return new AsyncUnaryCall<IMessage>(Last(stream.ResponseStream), stream.ResponseHeadersAsync, stream.GetStatus, stream.GetTrailers, stream.Dispose);
    }

    /// <summary>Sends bytes for a message, whatever they are.</summary>
    public static AsyncUnaryCall<byte[]> Send(this CallInvoker invoker, MethodDescriptor method, byte[] request, CallOptions options = default) =>
        invoker.AsyncUnaryCall(new Method<byte[], byte[]>(MethodType.Unary, method.Service.FullName, method.Name, Bytes, Bytes), null, options, request);

    /// <summary>A request that breaks no rule of its fields, for the resource that is named by id.</summary>
    public static IMessage Request(this MethodDescriptor method, string workspace, string budget, string child)
    {
        var request = (IMessage)Activator.CreateInstance(method.InputType.ClrType)!;
        foreach (var field in method.InputType.Fields.InDeclarationOrder())
        {
            if (Value(field, $"workspaces/{workspace}", budget, child) is { } value)
                field.Accessor.SetValue(request, value);
        }

        return request;
    }

    private static async Task<IMessage> Last(IAsyncStreamReader<IMessage> stream)
    {
        IMessage? last = null;
        while (await stream.MoveNext(CancellationToken.None))
            last = stream.Current;
        return last.ShouldNotBeNull();
    }

    private static object? Value(FieldDescriptor field, string workspace, string budget, string child) => field.Name switch
    {
        "parent" => field.ContainingType.FindFieldByName("budget") is not null || field.ContainingType.Name is "ListBudgetsRequest" or "ListProjectionsRequest" or "CreateErasureRequest" or "ListErasuresRequest" or "ExportEventsRequest" ? workspace : $"{workspace}/budgets/{budget}",
        "name" when field.ContainingType.Name.Contains("Reservation") => $"{workspace}/budgets/{budget}/reservations/{child}",
        // Far beyond all that happens in a test.
        "name" when field.ContainingType.Name.Contains("Checkpoint") => $"{workspace}/checkpoints/999999",
        "name" when field.ContainingType.Name.Contains("Expense") => $"{workspace}/budgets/{budget}/expenses/{child}",
        "name" when field.ContainingType.Name.Contains("Erasure") => $"{workspace}/erasures/{budget}",
        "name" when field.ContainingType.Name.Contains("Projection") => $"{workspace}/projections/{budget}",
        "name" => $"{workspace}/budgets/{budget}",
        "budget" => new Budget { DisplayName = "Any", CurrencyCode = "CNY", TotalAmountMicros = 100, AllocationPreset = AllocationPreset.FiveThreeTwo },
        "line" => "content",
        "amount_micros" => 1L,
        "reason" when field.FieldType == FieldType.Enum => 1,
        "reason" => "because",
        "subject_id" => $"subject-of-{budget}",
        _ => null,
    };
}
