using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>How `/connect/token` refuses: as RFC 6749 section 5.2 says, and without telling more than it must.</summary>
public sealed class TokenErrorTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private const string Form = "grant_type=client_credentials&client_id=somebody&client_secret=wrong";

    private readonly IdentityNode _node = fixture.Node;

    [Theory]
    [InlineData("", "invalid_request")]
    [InlineData("client_id=somebody&client_secret=wrong", "invalid_request")]
    [InlineData("grant_type=&client_id=somebody&client_secret=wrong", "invalid_request")]
    [InlineData("grant_type=password&username=a&password=b", "unsupported_grant_type")]
    [InlineData("grant_type=authorization_code", "unsupported_grant_type")]
    [InlineData(Form + "&grant_type=client_credentials", "invalid_request")]
    [InlineData(Form + "&scope=a&scope=b", "invalid_request")]
    [InlineData(Form + "&client_secret=wrong", "invalid_request")]
    [InlineData(Form + "&unknown=1&unknown=2", "invalid_request")]
    [InlineData(Form + "&scope=%zz", "invalid_request")]
    [InlineData(Form + "&scope=%4", "invalid_request")]
    [InlineData(Form + "&scope=%ff", "invalid_request")]
    [InlineData(Form + "&scope=%c0%80", "invalid_request")]
    public async Task A_malformed_request_is_refused_with_its_error(string body, string error)
    {
        var answer = await _node.PostAsync(body);

        (answer.Status, answer.Error).ShouldBe((400, error));
        ((string?)answer.Json["error_description"]).ShouldNotBeNullOrEmpty();
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Body.ShouldNotContain("wrong");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencodedx")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Another_content_type_is_refused(string contentType)
    {
        var answer = await _node.PostAsync(Form, contentType: contentType);

        (answer.Status, answer.Error).ShouldBe((400, "invalid_request"));
    }

    [Theory]
    [InlineData("Basic c29tZWJvZHk6d3Jvbmc=")]
    [InlineData("basic c29tZWJvZHk6d3Jvbmc=")]
    [InlineData("Basic %%%")]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic OnNlY3JldA==")]
    [InlineData("Basic c29tZWJvZHk6")]
    [InlineData("Basic /////w==")]
    [InlineData("Bearer abc")]
    [InlineData("Digest username=x")]
    public async Task Basic_authentication_that_fails_is_challenged(string authorization)
    {
        var answer = await _node.PostAsync("grant_type=client_credentials", authorization);

        (answer.Status, answer.Error).ShouldBe((401, "invalid_client"));
        answer.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Basic");
    }

    [Theory]
    [InlineData("grant_type=client_credentials")]
    [InlineData("grant_type=client_credentials&client_id=somebody")]
    [InlineData("grant_type=client_credentials&client_secret=wrong")]
    public async Task A_client_that_does_not_authenticate_is_refused(string body)
    {
        var answer = await _node.PostAsync(body);

        (answer.Status, answer.Error).ShouldBe((401, "invalid_client"));
    }

    [Fact]
    public async Task Authenticating_twice_is_refused()
    {
        var secret = await _node.MakeClientAsync("twice", "*");

        (await _node.PostAsync($"grant_type=client_credentials&client_secret={secret}", IdentityNode.Basic("twice", secret))).Error.ShouldBe("invalid_request");
        (await _node.PostAsync("grant_type=client_credentials&client_id=other", IdentityNode.Basic("twice", secret))).Error.ShouldBe("invalid_request");
        (await _node.PostAsync("grant_type=client_credentials&client_id=twice", IdentityNode.Basic("twice", secret))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Several_authorization_headers_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        request.Headers.TryAddWithoutValidation("authorization", ["Basic YTpi", "Basic YTpj"]);

        var answer = await _node.SendAsync(request);

        answer.Status.ShouldBeOneOf(400, 401);
        answer.Error.ShouldBeOneOf("invalid_request", "invalid_client");
    }

    [Fact]
    public async Task An_unknown_client_a_wrong_secret_and_a_disabled_client_are_answered_alike()
    {
        await _node.MakeClientAsync("known", "*");
        var secret = await _node.MakeClientAsync("disabled", "*");
        await _node.Clients.SetDisabledAsync("disabled", disabled: true, default);

        var unknown = await _node.PostAsync("grant_type=client_credentials", IdentityNode.Basic("unknown", secret));
        var wrong = await _node.PostAsync("grant_type=client_credentials", IdentityNode.Basic("known", secret));
        var disabled = await _node.PostAsync("grant_type=client_credentials", IdentityNode.Basic("disabled", secret));

        unknown.Status.ShouldBe(401);
        foreach (var other in new[] { wrong, disabled })
        {
            other.Body.ShouldBe(unknown.Body);
            Comparable(other).ShouldBe(Comparable(unknown));
        }

        static string[] Comparable(Answer answer) => [$"{answer.Status}", .. answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order()];
    }

    [Fact]
    public async Task An_unknown_client_costs_as_many_rounds_of_hashing_as_a_known_one()
    {
        await _node.MakeClientAsync("timed", "*");
        var secrets = _node.Get<Server.Identity.ClientSecrets>();
        var hashes = await _node.Clients.HashesAsync(await _node.Clients.FindAsync("timed", default), default);
        async Task<TimeSpan> MedianAsync(IReadOnlyList<string> who)
        {
            var times = new List<TimeSpan>();
            for (var i = 0; i < 21; i++)
            {
                var start = Stopwatch.GetTimestamp();
                (await secrets.VerifyAsync(who, "ops_secret_guess", default)).ShouldBe(false);
                times.Add(Stopwatch.GetElapsedTime(start));
            }

            return times.Order().ElementAt(10);
        }

        var (known, unknown) = (await MedianAsync(hashes), await MedianAsync([]));

        // A check that hashed only for known clients would differ by orders of magnitude.
        (unknown / known).ShouldBeInRange(0.2, 5);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_before_it_is_read()
    {
        var answer = await _node.PostAsync(Form + "&padding=" + new string('x', 1024 * 1024));

        (answer.Status, answer.Error).ShouldBe((413, "invalid_request"));
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_read_to_the_limit_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes(Form + new string('x', 20_000)))) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.TransferEncodingChunked = true;

        var answer = await _node.SendAsync(request);

        (answer.Status, answer.Error).ShouldBe((413, "invalid_request"));
    }

    [Fact]
    public async Task A_unicode_client_id_is_just_unknown()
    {
        var answer = await _node.PostAsync($"grant_type=client_credentials&client_id={Uri.EscapeDataString("微信👍")}&client_secret=x");

        (answer.Status, answer.Error).ShouldBe((401, "invalid_client"));
    }

    [Fact]
    public async Task Random_bytes_get_an_error_and_never_fail_the_server()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);

            // Half of them in the alphabet of forms, so that some come further than the decoder.
            if (i % 2 == 0)
                bytes = [.. bytes.Select(b => (byte)"grant_type=client_credentials&id%20+=&"[b % 38])];
            using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new ByteArrayContent(bytes) };
            request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
            if (i % 3 == 0)
                request.Headers.TryAddWithoutValidation("authorization", $"Basic {Convert.ToBase64String(bytes)}");

            var answer = await _node.SendAsync(request);

            answer.Status.ShouldBeOneOf([400, 401], $"seed {seed}, round {i}");
            answer.Error.ShouldNotBeNull($"seed {seed}, round {i}");
        }
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_its_request_leaves_no_error_behind()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(_node.Http.BaseAddress!.Host, _node.Http.BaseAddress.Port);
            await socket.GetStream().WriteAsync("POST /connect/token HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\ngrant"u8.ToArray());
        }

        (await _node.PostAsync(Form)).Status.ShouldBe(401);
    }
}
