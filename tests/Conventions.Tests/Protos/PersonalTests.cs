using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;

namespace Conventions.Tests.Protos;

/// <summary>What is about persons can be sealed, and so erased.</summary>
public sealed class PersonalTests
{
    private static IEnumerable<FieldDescriptor> Personal => Contracts.Fields.Where(each => Is(each, PersonalExtensions.Personal));

    [Fact]
    public void Every_personal_field_is_a_single_string() =>
        Personal.ShouldAll(field => field.FullName, field => field is { FieldType: FieldType.String, IsRepeated: false });

    [Fact]
    public void Every_message_with_personal_fields_has_one_subject_that_is_required() =>
        Personal.Select(field => field.ContainingType).Distinct().ShouldAll(message => message.FullName,
            message => message.Fields.InDeclarationOrder().Where(field => Is(field, PersonalExtensions.Subject)).ToList() is [{ FieldType: FieldType.String, IsRepeated: false } subject]
                && subject.Limits().Required);

    [Fact]
    public void Every_subject_has_something_personal_beside_it() =>
        Contracts.Fields.Where(field => Is(field, PersonalExtensions.Subject) || Is(field, PersonalExtensions.Erased))
            .ShouldAll(field => field.FullName, field => field.ContainingType.Fields.InDeclarationOrder().Any(beside => Is(beside, PersonalExtensions.Personal)));

    [Fact]
    public void Whether_somebody_is_erased_is_told_by_the_server_alone() =>
        Contracts.Fields.Where(field => Is(field, PersonalExtensions.Erased))
            .ShouldAll(field => field.FullName, field => field.FieldType == FieldType.Bool && field.Behaves(Google.Api.FieldBehavior.OutputOnly));

    [Fact]
    public void Nothing_that_identifies_by_itself_is_personal() =>
        Personal.ShouldAll(field => field.FullName, field => field.Name is not ("name" or "parent" or "etag") && field.Reference() is null);

    private static bool Is(FieldDescriptor field, Google.Protobuf.Extension<FieldOptions, bool> option) => field.GetOptions()?.GetExtension(option) is true;
}
