using Grpc.Core;
using OpsPlatform.Fallback.Tests.Echo;

namespace OpsPlatform.Fallback.Tests.Behaviour;

public sealed class ServiceDefinitionTests
{
    private static readonly Method<string, string> Greet =
        new(MethodType.Unary, "service", "Greet", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    [Fact]
    public void A_method_is_named_by_its_path()
    {
        Greet.FullName.ShouldBe("/service/Greet");
        ((IMethod)Greet).Type.ShouldBe(MethodType.Unary);
    }

    [Fact]
    public void Generated_code_binds_every_method_in_its_shape()
    {
        var binder = new Binder();

        EchoService.BindService(new Echoes(new Cancellations())).BindService(binder);

        binder.Bound.ShouldBe(["Say unary", "Gather client", "Spell server", "Converse duplex", "Fail unary", "Linger server"]);
    }

    [Fact]
    public void A_method_is_added_once()
    {
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(Greet, (request, _) => Task.FromResult(request));

        Should.Throw<ArgumentException>(() => builder.AddMethod(Greet, (request, _) => Task.FromResult(request)));
    }

    [Fact]
    public void A_binder_that_overrides_nothing_says_so() =>
        Should.Throw<NotImplementedException>(() => new ServiceBinderBase().AddMethod(Greet, (request, _) => Task.FromResult(request)));

    private sealed class Binder : ServiceBinderBase
    {
        public List<string> Bound { get; } = [];

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            Bound.Add($"{method.Name} unary");

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) => Bound.Add($"{method.Name} client");

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) => Bound.Add($"{method.Name} server");

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) => Bound.Add($"{method.Name} duplex");
    }
}
