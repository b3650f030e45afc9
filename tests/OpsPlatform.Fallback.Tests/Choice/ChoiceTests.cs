namespace OpsPlatform.Fallback.Tests.Choice;

public sealed class ChoiceTests
{
    [Fact]
    public async Task The_originals_are_taken_where_they_are_served()
    {
        using var project = new Restored()
            .Serve("Grpc.Net.Client", "2.85.0", "Grpc.Net.Common")
            .Serve("Grpc.Net.Common", "2.85.0", "Grpc.Core.Api")
            .Serve("Grpc.Core.Api", "2.85.0");

        var (_, versions) = await project.Choose();

        (versions["Grpc.Core.Api"], versions["Grpc.Net.Common"]).ShouldBe(("2.85.0", "2.85.0"));
    }

    [Fact]
    public async Task The_stand_ins_fill_in_without_a_warning_where_the_originals_are_not_served()
    {
        using var project = new Restored().Serve("Grpc.Net.Client", "2.85.0", "Grpc.Net.Common");

        var (output, versions) = await project.Choose();

        (versions["Grpc.Core.Api"], versions["Grpc.Net.Common"]).ShouldBe(("2.85.0.1", "2.85.0.1"));
        output.ShouldNotContain("NU1603");
    }

    [Fact]
    public async Task Each_of_the_two_is_chosen_on_its_own()
    {
        using var project = new Restored().Serve("Grpc.Net.Client", "2.85.0", "Grpc.Net.Common").Serve("Grpc.Core.Api", "2.85.0");

        var (_, versions) = await project.Choose();

        (versions["Grpc.Core.Api"], versions["Grpc.Net.Common"]).ShouldBe(("2.85.0", "2.85.0.1"));
    }
}
