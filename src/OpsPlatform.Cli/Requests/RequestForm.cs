using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Cli.Requests;

/// <summary>The part of a command line that fills a request: the fields that the command offers, and those common to all.</summary>
internal sealed class RequestForm<TRequest>
    where TRequest : IMessage<TRequest>, new()
{
    private static readonly MessageDescriptor Descriptor = new TRequest().Descriptor;

    private static readonly FieldDescriptor? RequestIdField = Descriptor.FindFieldByName("request_id");

    private readonly List<Binding> _bindings;

    /// <param name="isMany">Whether the command sends any number of these requests, each with an id of its own.</param>
    internal RequestForm(Command command, Field[] fields, bool isMany = false)
    {
        var common = Field.Common.Where(field => Descriptor.FindFieldByName(field.Path) is not null && !(isMany && field.Path == RequestIdField?.Name));
        _bindings = [.. fields.Concat(common).Select(field => Binding.Of(Descriptor, field))];
        _bindings.ForEach(binding => binding.AddTo(command));
    }

    /// <summary>A write gets its request id here and not from the SDK, so that it can be told when the write is interrupted.</summary>
    internal TRequest Read(Invocation invocation)
    {
        var request = new TRequest();
        RequestIdField?.Accessor.SetValue(request, Guid.CreateVersion7().ToString());
        _bindings.ForEach(binding => binding.Write(invocation.Line, invocation.Workspace, request));
        return request;
    }

    internal static string? RequestId(TRequest request) => (string?)RequestIdField?.Accessor.GetValue(request);

    internal static bool IsOn(string flag, TRequest request) => Descriptor.FindFieldByName(flag)?.Accessor.GetValue(request) is true;
}
