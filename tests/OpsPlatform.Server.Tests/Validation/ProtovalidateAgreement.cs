using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Time.Testing;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Tests.Validation;

/// <summary>Random messages must get the same verdict from us as from the official protovalidate, violation by violation.</summary>
public sealed class ProtovalidateAgreement
{
    private const int MessagesOfAType = 200;

    /// <summary>The same messages each time; another seed in OPS_TEST_SEED hunts further.</summary>
    private const int DefaultSeed = 1;

    private static readonly string[] OwnRules = ["string.utf8", "timestamp.valid", "duration.valid", "date.valid", "message.depth"];

    private static readonly MessageDescriptor[] TestTypes = [.. RulesReflection.Descriptor.MessageTypes, .. ShapesReflection.Descriptor.MessageTypes.Where(type => type != Answers.Descriptor)];

    private static readonly MessageDescriptor[] RequestTypes =
        [.. BudgetsServiceReflection.Descriptor.Services.SelectMany(service => service.Methods).Select(method => method.InputType).Distinct()];

    private readonly MessageValidator _validator = new(new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public async Task Messages_with_every_standard_rule_get_the_same_verdict_as_from_protovalidate()
    {
        var broken = await Agree(TestTypes, ShapesReflection.Descriptor);
        Unbroken(TestTypes, broken).ShouldBeEmpty("every rule is to be broken by some message, or its test could not fail");
    }

    [Fact]
    public async Task Requests_of_our_services_get_the_same_verdict_as_from_protovalidate() =>
        (await Agree(RequestTypes, BudgetsServiceReflection.Descriptor)).ShouldContain("int64.gt_lte");

    /// <summary>The rules that the messages broke.</summary>
    private async Task<HashSet<string>> Agree(MessageDescriptor[] types, FileDescriptor file)
    {
        var seed = Environment.GetEnvironmentVariable("OPS_TEST_SEED") is { } given ? int.Parse(given) : DefaultSeed;
        var maker = new RandomMessages(seed, _validator);
        IMessage[] messages = [.. types.SelectMany(type => Enumerable.Range(0, MessagesOfAType).Select(_ => maker.Make(type)))];
        var verdicts = await ProtovalidateJudge.Ask(messages, file);
        foreach (var (message, verdict) in messages.Zip(verdicts).Where(pair => pair.Second.Length <= Findings.MostViolations))
            Ours(message).ShouldBe(verdict, $"OPS_TEST_SEED={seed} {message.Descriptor.Name} {message.ToByteString().ToBase64()}");
        verdicts.Count(verdict => verdict.Length == 0).ShouldBeGreaterThan(messages.Length / 20);
        return [.. verdicts.SelectMany(verdict => verdict).Select(violation => violation[(violation.LastIndexOf(' ') + 1)..])];
    }

    private string[] Ours(IMessage message) =>
        [.. _validator.Validate(message).Where(violation => !OwnRules.Contains(violation.Rule)).Select(violation => $"{violation.Field} {violation.Rule}").Order()];

    private static IEnumerable<string> Unbroken(MessageDescriptor[] types, HashSet<string> broken)
    {
        var rules = types.SelectMany(type => type.Fields.InDeclarationOrder())
            .Select(field => field.GetOptions()?.GetExtension(Buf.Validate.ValidateExtensions.Field))
            .OfType<Buf.Validate.FieldRules>()
            .Where(rules => rules.Ignore != Buf.Validate.Ignore.Always)
            .Select(rules => (Kind: Buf.Validate.FieldRules.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(rules), Rules: rules))
            .Where(rules => rules.Kind is not null)
            .Select(rules => (rules.Kind.Name, Message: (IMessage)rules.Kind.Accessor.GetValue(rules.Rules)));
        return rules
            .SelectMany(rules => rules.Message.Descriptor.Fields.InDeclarationOrder()
                .Where(rule => rule.IsRepeated ? ((System.Collections.IList)rule.Accessor.GetValue(rules.Message)).Count > 0 : rule.Accessor.HasValue(rules.Message))
                .Where(rule => rule.FieldType != FieldType.Message || rule.MessageType.Name != "FieldRules")
                .Where(rule => rule.FieldType != FieldType.Bool || rule.Name == "const" || (bool)rule.Accessor.GetValue(rules.Message))
                .Select(rule => $"{rules.Name}.{rule.Name}"))
            .Distinct()
            .Where(rule => rule != "string.strict" && !broken.Any(id => id == rule || id.StartsWith(rule + "_", StringComparison.Ordinal) || id.StartsWith(rule + ".", StringComparison.Ordinal)
                || id.EndsWith("_" + rule[(rule.IndexOf('.') + 1)..], StringComparison.Ordinal) || id.EndsWith("_" + rule[(rule.IndexOf('.') + 1)..] + "_exclusive", StringComparison.Ordinal)));
    }
}
