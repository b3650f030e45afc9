using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Partners;

namespace OpsPlatform.Server.Pipeline;

/// <summary>What the protos say about one rpc: its rule, and where its request keeps what the pipeline needs.</summary>
internal sealed class RpcMethod
{
    private readonly FieldDescriptor? _name;
    private readonly FieldDescriptor? _parent;
    private readonly FieldDescriptor? _newId;
    private readonly FieldDescriptor? _etag;
    private readonly FieldDescriptor? _requestId;
    private readonly FieldDescriptor? _validateOnly;
    private readonly string _collection = "";

    public RpcMethod(MethodDescriptor method)
    {
        Descriptor = method;
        FullName = $"/{method.Service.FullName}/{method.Name}";
        Rule = method.GetOptions()?.GetExtension(RuleExtensions.Rule) is { Kind: not Rule.Types.Kind.Unspecified } rule && rule.Permission.Length > 0 != (rule.Scope == Rule.Types.Scope.Caller)
            ? rule
            : throw new InvalidOperationException($"{FullName} has no complete `rule` option: give it a permission and a kind in its proto.");

        var noun = Rule.Permission.Length > 0 ? Rule.Permission.Split('.')[0] : method.File.Package.Split('.')[1];
        QuotaGroup = $"{noun}.{(Rule.Kind == Rule.Types.Kind.Write ? "write" : "read")}";

        var input = method.InputType;
        Updated = UpdatedResource.Of(input);
        _name = (Updated?.Type ?? input).FindFieldByName("name");
        _parent = input.FindFieldByName("parent");
        _etag = (Updated?.Type ?? input).FindFieldByName("etag");
        _requestId = input.FindFieldByName("request_id");
        _validateOnly = input.FindFieldByName("validate_only");
        if (_name is null && _parent is null && Rule.Scope == Rule.Types.Scope.Unspecified)
            throw new InvalidOperationException($"{FullName} has neither `name` nor `parent`: nothing says which workspace it concerns.");
        if (Rule.Kind == Rule.Types.Kind.Write && (_requestId is null || _validateOnly is null))
            throw new InvalidOperationException($"{FullName} writes, so its request needs `request_id` and `validate_only`.");
        if (Rule.Reveals && (Rule.Kind != Rule.Types.Kind.Write || method.IsClientStreaming || method.IsServerStreaming))
            throw new InvalidOperationException($"{FullName} reveals what is personal, so it must be a write that leaves a record, and no stream.");

        References = new ResourceReferences(input);
        if (_name is null && Rule.Kind == Rule.Types.Kind.Write)
        {
            // What has no parent is answered as it is made.
            var made = _parent?.GetOptions().GetExtension(ResourceExtensions.ResourceReference).ChildType ?? method.OutputType.GetOptions().GetExtension(ResourceExtensions.Resource).Type;
            var resource = ResourceReferences.Resource(input.File, made)
                ?? throw new InvalidOperationException($"{FullName}: no message is the resource '{made}' that it makes.");
            _newId = input.FindFieldByName($"{resource.Singular}_id");
            _collection = resource.Plural;
        }
    }

    public MethodDescriptor Descriptor { get; }

    /// <summary>As on the wire: <c>/opsplatform.budgets.v1.BudgetService/ReserveFunds</c>.</summary>
    public string FullName { get; }

    public Rule Rule { get; }

    /// <summary>What its calls count as: the permission's noun, or the package's where there is none, and what the rpc does: <c>budgets.write</c>.</summary>
    public string QuotaGroup { get; }

    public bool IsStream => Descriptor.IsServerStreaming || Descriptor.IsClientStreaming;

    /// <summary>Null when the rpc is no field-mask update.</summary>
    public UpdatedResource? Updated { get; }

    public ResourceReferences References { get; }

    /// <summary>A write that names nothing makes a resource: of the parent's child type, or at the top.</summary>
    public bool Creates => _collection.Length > 0;

    /// <summary>What the request names, or the parent of what it creates or lists; null while the name is malformed.</summary>
    public ResourceName? Target(IMessage request) =>
        Rule.Scope != Rule.Types.Scope.Platform ? ResourceName.Parse(Text(_name ?? _parent, Named(request)))
        : (_name ?? _parent) is { } named ? ResourceName.ParsePlatform(Text(named, Named(request)))
        : new ResourceName(WorkspaceDecider.Platform, "", "");

    /// <summary>The name of what the request creates: its parent's, the collection, and the id that the caller chose or that is made here.</summary>
    public ResourceName Created(IMessage request, Func<string> newId)
    {
        var chosen = Text(_newId, request);
        var id = $"{_collection}/{(chosen.Length > 0 ? chosen : newId())}";
        return (_parent is null ? ResourceName.ParsePlatform(id) : ResourceName.Parse($"{Text(_parent, request)}/{id}"))!.Value;
    }

    public string Etag(IMessage request) => Text(_etag, Named(request));

    public string RequestId(IMessage request) => Text(_requestId, request);

    /// <summary>The same request, to be decided on without being carried out.</summary>
    public TRequest Tried<TRequest>(TRequest request)
        where TRequest : class
    {
        var tried = ((IDeepCloneable<TRequest>)request).Clone();
        _validateOnly!.Accessor.SetValue((IMessage)tried, true);
        return tried;
    }

    public bool ValidateOnly(IMessage request) => _validateOnly?.Accessor.GetValue(request) is true;

    private IMessage? Named(IMessage request) => Updated is null ? request : Updated.In(request);

    private static string Text(FieldDescriptor? field, IMessage? message) => message is null ? "" : (string?)field?.Accessor.GetValue(message) ?? "";
}
