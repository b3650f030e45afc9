using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Personal;
using OpsPlatform.Tests.Persons.V1;

namespace OpsPlatform.Server.Tests.Personal;

/// <summary>What is personal is found wherever the protos let it lie, and options that could not work stop the start.</summary>
public sealed class FindingPersons
{
    private static readonly PersonalFields Fields = new([Team.Descriptor, Impersonal.Descriptor]);

    [Fact]
    public void Persons_are_found_in_every_place()
    {
        var team = Everywhere("a");
        team.Teams.Add(Everywhere("b"));
        team.Packed = Any.Pack(Everywhere("c"));

        var found = new List<string>();
        Fields.Read(team, part => found.Add(part.Subject));

        found.ShouldBe([.. new[] { "a", "b", "c" }.SelectMany(each => new[] { $"{each}-lead", $"{each}-member", $"{each}-role", $"{each}-deputy" })], ignoreOrder: true);
    }

    [Fact]
    public void What_is_changed_is_changed_in_its_place()
    {
        var team = new Team { Packed = Any.Pack(Everywhere("c")), Name = "untouched" };
        Fields.Change(team, part =>
        {
            foreach (var (field, text) in part.Texts)
                part.Set(field, $"<{text}>");
            part.SetErased(true);
        });

        var inner = team.Packed.Unpack<Team>();
        new[] { inner.Lead, inner.Members[0], inner.ByRole["r"], inner.Person }.ShouldAllBe(person => person.DisplayName == "<name>" && person.Contact == "" && person.Erased);
        (team.Name, inner.Name).ShouldBe(("untouched", "team"));
    }

    [Fact]
    public void What_is_packed_and_unknown_is_passed_over()
    {
        var team = new Team { Packed = new Any { TypeUrl = "type.googleapis.com/nobody.Knows", Value = ByteString.CopyFromUtf8("x") } };
        var before = team.Clone();
        Fields.Change(team, part => part.SetErased(true));
        team.ShouldBe(before);
    }

    [Fact]
    public void Messages_without_persons_are_told_at_once()
    {
        Fields.In(Impersonal.Descriptor).ShouldBeFalse();
        Fields.In(Team.Descriptor).ShouldBeTrue();
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "WithoutSubject", "needs exactly one `subject`" },
        { "WithTwoSubjects", "needs exactly one `subject`" },
        { "WithOptionalSubject", "that the field rules require" },
        { "WithNumber", "`personal` field age, which is not a single string" },
        { "WithMany", "`personal` field names, which is not a single string" },
        { "WithWrongErased", "one `erased` field, a bool" },
        { "WithNothingPersonal", "nothing `personal`" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Options_that_contradict_each_other_stop_the_start(string message, string problem) =>
        Should.Throw<InvalidOperationException>(() => new PersonalFields([PersonsReflection.Descriptor.FindTypeByName<MessageDescriptor>(message)]))
            .Message.ShouldContain(problem);

    private static Team Everywhere(string prefix) => new()
    {
        Name = "team",
        Lead = Person($"{prefix}-lead"),
        Members = { Person($"{prefix}-member") },
        ByRole = { ["r"] = Person($"{prefix}-role") },
        Person = Person($"{prefix}-deputy"),
    };

    private static Person Person(string subject) => new() { SubjectId = subject, DisplayName = "name" };
}
