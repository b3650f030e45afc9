using Buf.Validate;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Tests.Validation;

/// <summary>What our protos say of a field for people, and the rules that they give it, must agree.</summary>
public sealed class PublishedRules
{
    private static readonly MessageDescriptor[] Messages =
        [.. BudgetsServiceReflection.Descriptor.MessageTypes, .. BudgetsReflection.Descriptor.MessageTypes];

    private readonly MessageValidator _validator = new(TimeProvider.System);

    [Fact]
    public void The_rules_of_all_requests_can_be_enforced()
    {
        foreach (var method in BudgetsServiceReflection.Descriptor.Services.SelectMany(service => service.Methods))
            _validator.Compile(method.InputType);
    }

    [Fact]
    public void Every_field_that_is_called_required_is_refused_when_it_is_missing()
    {
        var required = Fields(FieldBehavior.Required).ToArray();
        required.ShouldNotBeEmpty();
        required.Where(field => _validator.Validate((IMessage)Activator.CreateInstance(field.ContainingType.ClrType)!).All(violation => violation.Field != field.Name))
            .Select(field => field.FullName)
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_field_that_the_server_alone_sets_has_rules() =>
        Fields(FieldBehavior.OutputOnly).Where(field => field.GetOptions().HasExtension(ValidateExtensions.Field)).Select(field => field.FullName).ShouldBeEmpty();

    private static IEnumerable<FieldDescriptor> Fields(FieldBehavior behavior) =>
        Messages.SelectMany(message => message.Fields.InDeclarationOrder())
            .Where(field => field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(behavior) == true);
}
