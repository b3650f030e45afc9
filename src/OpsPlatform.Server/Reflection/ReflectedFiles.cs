using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace OpsPlatform.Server.Reflection;

/// <summary>The proto files behind the served services, with all that they import.</summary>
internal sealed class ReflectedFiles
{
    private readonly string[] _services;
    private readonly Dictionary<string, FileDescriptor> _files = [];
    private readonly Dictionary<string, FileDescriptor> _symbols = [];
    private readonly Dictionary<(string Type, int Number), FileDescriptor> _extensions = [];

    public ReflectedFiles(IEnumerable<ServiceDescriptor> services)
    {
        var all = services.ToArray();
        _services = [.. all.Select(service => service.FullName)];
        foreach (var service in all)
            Add(service.File);
    }

    public ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new ListServiceResponse { Service = { _services.Select(name => new ServiceResponse { Name = name }) } };
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                Give(response, _files.GetValueOrDefault(request.FileByFilename), "file", request.FileByFilename);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                Give(response, _symbols.GetValueOrDefault(request.FileContainingSymbol), "symbol", request.FileContainingSymbol);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                var extension = (request.FileContainingExtension.ContainingType, request.FileContainingExtension.ExtensionNumber);
                Give(response, _extensions.GetValueOrDefault(extension), "extension", $"{extension.ContainingType} {extension.ExtensionNumber}");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                var type = request.AllExtensionNumbersOfType;
                if (_symbols.ContainsKey(type))
                    response.AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = type, ExtensionNumber = { _extensions.Keys.Where(key => key.Type == type).Select(key => key.Number).Order() } };
                else
                    Give(response, null, "type", type);
                break;
            default:
                response.ErrorResponse = new ErrorResponse { ErrorCode = (int)StatusCode.InvalidArgument, ErrorMessage = "The request asks for nothing: set one of its message_request fields." };
                break;
        }

        return response;
    }

    private static void Give(ServerReflectionResponse response, FileDescriptor? file, string what, string name)
    {
        if (file is null)
            response.ErrorResponse = new ErrorResponse { ErrorCode = (int)StatusCode.NotFound, ErrorMessage = $"This server knows no {what} {name}." };
        else
            response.FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { WithImports(file, []) } };
    }

    /// <summary>A tool that gets a file with all its imports need not ask again.</summary>
    private static IEnumerable<Google.Protobuf.ByteString> WithImports(FileDescriptor file, HashSet<string> given) =>
        given.Add(file.Name) ? file.Dependencies.SelectMany(import => WithImports(import, given)).Prepend(file.SerializedData) : [];

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
            return;
        foreach (var import in file.Dependencies)
            Add(import);
        foreach (var message in file.MessageTypes)
            Add(message);
        foreach (var type in file.EnumTypes)
            Add(type);
        foreach (var service in file.Services)
        {
            _symbols[service.FullName] = file;
            foreach (var method in service.Methods)
                _symbols[method.FullName] = file;
        }

        foreach (var extension in file.Extensions.UnorderedExtensions)
        {
            _symbols[extension.FullName] = file;
            _extensions[(extension.ExtendeeType.FullName, extension.FieldNumber)] = file;
        }
    }

    private void Add(MessageDescriptor message)
    {
        _symbols[message.FullName] = message.File;
        foreach (var field in message.Fields.InDeclarationOrder())
            _symbols[field.FullName] = message.File;
        foreach (var oneof in message.Oneofs)
            _symbols[oneof.FullName] = message.File;
        foreach (var nested in message.NestedTypes)
            Add(nested);
        foreach (var type in message.EnumTypes)
            Add(type);
    }

    private void Add(EnumDescriptor type)
    {
        _symbols[type.FullName] = type.File;
        foreach (var value in type.Values)
            _symbols[$"{type.FullName[..^type.Name.Length]}{value.Name}"] = type.File;
    }
}
