using System.Text;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>Whatever is sent to an endpoint where clients prove themselves, it answers with an error of RFC 6749 and never fails.</summary>
public sealed class EndpointFuzzTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Whole = "grant_type=client_credentials&token=a.b.c&client_id=somebody&client_secret=wrong";

    public static TheoryData<string> Paths => ["/connect/token", "/connect/introspect", "/connect/revocation"];

    [Theory, MemberData(nameof(Paths))]
    public async Task Each_malformed_request_gets_its_error(string path)
    {
        (string Body, string Type, string? Authorization, int Status)[] cases =
        [
            ("", Form, null, 400),
            (Whole, "application/json", null, 400),
            ("{\"grant_type\":\"client_credentials\"}", "application/json", null, 400),
            (Whole, "multipart/form-data; boundary=x", null, 400),
            (Whole, "", null, 400),
            (Whole + "&client_id=somebody", Form, null, 400),
            (Whole + "&token=a", Form, null, 400),
            (Whole + "&grant_type=password", Form, null, 400),
            (Whole + "&x=%zz", Form, null, 400),
            (Whole + "&x=%ff", Form, null, 400),
            (Whole + "&x=" + new string('x', 1024 * 1024), Form, null, 413),
            ("grant_type=client_credentials&token=a", Form, "Basic %%%", 401),
            ("grant_type=client_credentials&token=a", Form, "Basic bm9jb2xvbg==", 401),
            ("grant_type=client_credentials&token=a", Form, "Bearer a.b.c", 401),
            ("grant_type=client_credentials&token=a", Form, null, 401),
            ("grant_type=client_credentials&token=a&client_id=%E5%BE%AE%E4%BF%A1%F0%9F%91%8D&client_secret=x", Form, null, 401),
            ("grant_type=client_credentials&token=a&client_id=%00&client_secret=%00", Form, null, 401),
            ("grant_type=client_credentials&token=a&client_id=" + new string('a', 10_000) + "&client_secret=x", Form, null, 401),
            ("grant_type=client_credentials&token=a&client_secret=x&client_assertion=y", Form, null, 400),
            ("grant_type=client_credentials&token=a&client_assertion=y", Form, null, 400),
            ($"grant_type=client_credentials&token=a&{Assertion.Type}&client_assertion={new string('y', 12_000)}", Form, null, 401),
        ];
        foreach (var (body, type, authorization, status) in cases)
        {
            var answer = await fixture.Node.PostAsync(body, authorization, type, path);

            answer.Status.ShouldBe(status, $"{body[..Math.Min(body.Length, 120)]} as {type}: {answer.Body}");
            answer.Error.ShouldNotBeNullOrEmpty();
            ((string?)answer.Json["error_description"]).ShouldNotBeNullOrEmpty();
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }

        fixture.Clock.Advance(TimeSpan.FromMinutes(5));
    }

    [Theory, MemberData(nameof(Paths))]
    public async Task Random_requests_of_a_known_client_never_fail_the_server(string path)
    {
        await fixture.Node.Clients.ProvisionAsync(new("acme", "fuzzing", ["*"]), default);
        var secret = await fixture.Node.Clients.AddSecretAsync("fuzzing", replaceOldest: true, default);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] names = ["grant_type", "token", "scope", "token_type_hint", "client_id", "client_assertion", "client_assertion_type", "%", "x"];
        string[] values = ["client_credentials", "a.b.c", "budgets.read", "fuzzing", "%00", "%F0%9F%91%8D", "%c0%80", "eyJhbGciOiJFUzI1NiJ9.e30.AA", "eyJhbGciOiJub25lIn0..", "", "*", new('9', 400)];
        for (var i = 0; i < 200; i++)
        {
            var body = string.Join('&', Enumerable.Range(0, random.Next(6)).Select(_ => $"{names[random.Next(names.Length)]}={values[random.Next(values.Length)]}{(char)random.Next(1, 127)}".Replace('\n', ' ')));

            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, Form) };
            request.Headers.TryAddWithoutValidation("authorization", IdentityNode.Basic("fuzzing", secret));
            var answer = await fixture.Node.SendAsync(request);

            answer.Status.ShouldBeOneOf([200, 400, 401], $"seed {seed}, round {i}: {body}");
            if (answer.Status != 200)
                answer.Error.ShouldNotBeNullOrEmpty($"seed {seed}, round {i}: {body}");
        }
    }

    [Theory, MemberData(nameof(Paths))]
    public async Task Another_method_is_refused(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);

        (await fixture.Node.SendAsync(request)).Status.ShouldBe(405);
    }
}
