using Grpc.Core;
using Grpc.Net.Compression;

namespace OpsPlatform.Fallback.Tests.Surface;

/// <summary>The lists beside this file are the documented API of 2.85.0, which the originals satisfy as well.</summary>
public sealed class SurfaceTests
{
    [Theory]
    [InlineData(typeof(Metadata))]
    [InlineData(typeof(ICompressionProvider))]
    public void The_public_surface_is_the_documented_one(Type type)
    {
        var name = type.Assembly.GetName().Name!;
        var documented = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Surface", name + ".txt"));
        var actual = PublicApi.Of(type.Assembly).ToList();

        documented.ShouldNotBeEmpty();
        actual.Except(documented).ShouldBeEmpty("more than is documented");
        documented.Except(actual).ShouldBeEmpty("less than is documented");
    }
}
