using System.Text;
using Grpc.Core;
using Grpc.Core.Utils;

namespace OpsPlatform.Fallback.Tests.Behaviour;

public sealed class ValueTests
{
    [Fact]
    public void A_status_shows_its_code_detail_and_cause()
    {
        new Status(StatusCode.NotFound, "gone").ToString().ShouldBe("""Status(StatusCode="NotFound", Detail="gone")""");
        new Status(StatusCode.NotFound, "gone", new InvalidOperationException("why")).ToString()
            .ShouldBe("""Status(StatusCode="NotFound", Detail="gone", DebugException="System.InvalidOperationException: why")""");
    }

    [Fact]
    public void An_exception_without_a_message_shows_its_status()
    {
        var cause = new InvalidOperationException("why");
        var status = new Status(StatusCode.Aborted, "conflict", cause);

        new RpcException(status).Message.ShouldBe(status.ToString());
        new RpcException(status).InnerException.ShouldBe(cause);
        new RpcException(status).Trailers.ShouldBeEmpty();
        new RpcException(status, "own").Message.ShouldBe("own");
        Should.Throw<ArgumentNullException>(() => new RpcException(status, (Metadata)null!));
    }

    [Fact]
    public void Options_change_by_copies()
    {
        using var source = new CancellationTokenSource();
        var none = default(CallOptions);
        var all = none.WithHeaders([]).WithDeadline(DateTime.MaxValue).WithCancellationToken(source.Token).WithWaitForReady()
            .WithWriteOptions(new WriteOptions(WriteFlags.NoCompress));

        all.Headers.ShouldNotBeNull();
        all.Deadline.ShouldBe(DateTime.MaxValue);
        all.CancellationToken.ShouldBe(source.Token);
        all.IsWaitForReady.ShouldBeTrue();
        all.WriteOptions!.Flags.ShouldBe(WriteFlags.NoCompress);
        all.WithWaitForReady(false).IsWaitForReady.ShouldBeFalse();
        (none.Headers, none.Deadline, none.IsWaitForReady, none.WriteOptions, none.Credentials).ShouldBe((null, null, false, null, null));
    }

    [Fact]
    public void A_peer_is_known_by_the_property_that_identifies_it()
    {
        byte[] name = [.. "brand"u8];
        var property = AuthProperty.Create("cn", name);
        name[0] = 0;
        var known = new AuthContext("cn", new() { ["cn"] = [property], ["ou"] = [AuthProperty.Create("ou", [1])] });
        var unknown = new AuthContext(peerIdentityPropertyName: null, []);

        (known.IsPeerAuthenticated, known.PeerIdentity.Single().Value).ShouldBe((true, "brand"));
        known.Properties.Count().ShouldBe(2);
        known.FindPropertiesByName("none").ShouldBeEmpty();
        (unknown.IsPeerAuthenticated, unknown.PeerIdentity.Any()).ShouldBe((false, false));
        Encoding.UTF8.GetString(property.ValueBytes).ShouldBe("brand");
    }

    [Fact]
    public void Preconditions_throw_what_they_are_named_for()
    {
        Should.Throw<ArgumentException>(() => GrpcPreconditions.CheckArgument(condition: false));
        Should.Throw<ArgumentException>(() => GrpcPreconditions.CheckArgument(condition: false, "why")).Message.ShouldBe("why");
        Should.Throw<InvalidOperationException>(() => GrpcPreconditions.CheckState(condition: false));
        Should.Throw<InvalidOperationException>(() => GrpcPreconditions.CheckState(condition: false, "why")).Message.ShouldBe("why");
        Should.Throw<ArgumentNullException>(() => GrpcPreconditions.CheckNotNull<string>(null!, "name")).ParamName.ShouldBe("name");
        GrpcPreconditions.CheckNotNull("here").ShouldBe("here");
    }

    [Fact]
    public async Task A_writer_that_cannot_cancel_says_so_only_when_asked_to()
    {
        IAsyncStreamWriter<string> writer = new Notebook();

        await writer.WriteAsync("one", CancellationToken.None);
        await Should.ThrowAsync<NotSupportedException>(async () => await writer.WriteAsync("two", new CancellationToken(canceled: true)));

        ((Notebook)writer).Written.ShouldBe(["one"]);
    }

    private sealed class Notebook : IAsyncStreamWriter<string>
    {
        public WriteOptions? WriteOptions { get; set; }

        public List<string> Written { get; } = [];

        public Task WriteAsync(string message)
        {
            Written.Add(message);
            return Task.CompletedTask;
        }
    }
}
