using System.Reflection;
using Grpc.Core;
using Grpc.Net.Compression;

namespace OpsPlatform.Fallback.Tests.Binding;

public sealed class BindingTests
{
    private static readonly string[] Binaries = ["Grpc.AspNetCore.Server", "Grpc.Net.Client", "Grpc.Net.Common", "OpsPlatform.Fallback.Tests"];

    public static TheoryData<string, string> Pairs() =>
        new(from binary in Binaries from assembly in new[] { "Grpc.Core.Api", "Grpc.Net.Common" } where binary != assembly select (binary, assembly));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Whatever_a_binary_refers_to_is_there(string binary, string assembly)
    {
        var references = References.Of(PathOf(binary), assembly).ToList();

        references.ShouldNotBeEmpty();
        references.Except(Definitions.Of(PathOf(assembly))).ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_member_would_be_noticed()
    {
        var definitions = Definitions.Of(PathOf("Grpc.Core.Api"));
        var reference = References.Of(PathOf("Grpc.Net.Client"), "Grpc.Core.Api").Single(text => text == "Grpc.Core.Metadata: String GetValue`0(String)");

        definitions.ShouldContain(reference);
        definitions.ShouldNotContain(reference.Replace("(String)", "(Int32)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(typeof(Metadata), "Grpc.Core.Api")]
    [InlineData(typeof(ICompressionProvider), "Grpc.Net.Common")]
    public void What_runs_here_are_the_stand_ins_under_the_identity_of_the_originals(Type type, string name)
    {
        Assert.SkipUnless(Fallback.ByProject, "The packages that NuGet chose run here.");

        type.Assembly.FullName.ShouldBe($"{name}, Version=2.0.0.0, Culture=neutral, PublicKeyToken=d754f35622e28bad");
        type.Assembly.Location.ShouldBe(PathOf(name));
        type.Assembly.GetCustomAttribute<AssemblyCompanyAttribute>()!.Company.ShouldBe("The OpsPlatform authors");
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.ShouldBe("2.85.0.1");
    }

    private static string PathOf(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
}
