using Buf.Validate;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Tests.Validation;

/// <summary>A rule that cannot be enforced ends the start of the server.</summary>
public sealed class RulesAtStart
{
    private readonly MessageValidator _validator = new(TimeProvider.System);

    [Fact]
    public void A_rule_in_cel_is_refused()
    {
        // Field 23 of FieldRules is `cel`, which our transcription leaves out.
        byte[] cel = [0xBA, 0x01, 0x00];
        Refused(FieldDescriptorProto.Types.Type.String, FieldRules.Parser.ParseFrom(cel)).ShouldContain("CEL");
    }

    [Fact]
    public void A_rule_that_does_not_fit_its_field_is_refused() =>
        Refused(FieldDescriptorProto.Types.Type.String, new FieldRules { Int64 = new Int64Rules { Gt = 1 } }).ShouldContain("it is no int64 but string");

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData("a**")]
    [InlineData(@"a\")]
    [InlineData(@"\bword")]
    [InlineData(@"\p{Han}")]
    [InlineData(@"(a)\1")]
    [InlineData("(?i)a")]
    [InlineData("(?=a)")]
    [InlineData("[[:alpha:]]")]
    [InlineData(@"[\D]")]
    [InlineData("[😀]")]
    [InlineData(@"\x{1F600}")]
    public void A_pattern_that_is_wrong_or_not_read_alike_everywhere_is_refused(string pattern) =>
        Refused(FieldDescriptorProto.Types.Type.String, new FieldRules { String = new StringRules { Pattern = pattern } }).ShouldContain("the pattern");

    [Fact]
    public void Messages_cannot_be_told_to_be_unique() =>
        Refused(FieldDescriptorProto.Types.Type.Message, new FieldRules { Repeated = new RepeatedRules { Unique = true } }).ShouldContain("unique");

    [Theory]
    [InlineData()]
    [InlineData("field", "field")]
    [InlineData("other")]
    public void A_group_of_fields_must_name_fields_of_its_message(params string[] fields)
    {
        var message = new DescriptorProto { Name = "Request", Options = new MessageOptions() };
        message.Options.SetExtension(ValidateExtensions.Message, new MessageRules { Oneof = { new MessageOneofRule { Fields = { fields } } } });
        message.Field.Add(new FieldDescriptorProto { Name = "field", Number = 1, Type = FieldDescriptorProto.Types.Type.Message, TypeName = ".test.Request", Label = FieldDescriptorProto.Types.Label.Repeated });
        Refused(message).ShouldContain("a oneof rule names");
    }

    private string Refused(FieldDescriptorProto.Types.Type type, FieldRules rules)
    {
        var field = new FieldDescriptorProto { Name = "field", Number = 1, Type = type, Options = new FieldOptions() };
        if (type == FieldDescriptorProto.Types.Type.Message)
            (field.TypeName, field.Label) = (".test.Request", FieldDescriptorProto.Types.Label.Repeated);
        field.Options.SetExtension(ValidateExtensions.Field, rules);
        return Refused(new DescriptorProto { Name = "Request", Field = { field } });
    }

    private string Refused(DescriptorProto message)
    {
        var file = new FileDescriptorProto { Name = "test.proto", Package = "test", Syntax = "proto3", MessageType = { message } };
        var type = FileDescriptor.BuildFromByteStrings([file.ToByteString()], new ExtensionRegistry { ValidateExtensions.Field, ValidateExtensions.Message })[0].MessageTypes[0];
        return Should.Throw<InvalidRuleException>(() => _validator.Compile(type)).Message;
    }
}
