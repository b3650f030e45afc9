using System.Collections;
using System.Text.RegularExpressions;
using Buf.Validate;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Budgets.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Server.Tests;

/// <summary>The ids that a made-up request names.</summary>
internal sealed record RequestIds(string Workspace, string Resource, string Child);

/// <summary>Makes requests up from their descriptors: names by the patterns of the resources, and whatever else is required.</summary>
internal static partial class RequestValues
{
    /// <summary>What AIP-122 has for a field that takes names of every kind.</summary>
    private const string AnyResource = "*";

    public static IMessage Message(MessageDescriptor descriptor, RequestIds ids)
    {
        var message = (IMessage)Activator.CreateInstance(descriptor.ClrType)!;
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            if (Value(field, ids) is not { } value)
                continue;
            if (!field.IsRepeated)
                field.Accessor.SetValue(message, value);

            // As many as there have to be, all alike.
            for (var count = Math.Max(Rules(field)?.Repeated?.MinItems ?? 0, 1UL); field.IsRepeated && count > 0; count--)
                ((IList)field.Accessor.GetValue(message)).Add(value);
        }

        return message;
    }

    private static object? Value(FieldDescriptor field, RequestIds ids) => field switch
    {
        // Not required by themselves, but one of them is.
        { Name: "allocation_preset" } => AllocationPreset.FiveThreeTwo,
        { Name: "permissions", IsRepeated: true } => "budgets.read",
        { Name: "environment" or "social" or "governance", IsRepeated: true } => "plays",
        { Name: "year" } => 2026,
        { Name: "incident", FieldType: FieldType.String } => "INC-7",
        { Name: "review_id" } => "2026-02",
        { Name: "lifecycle_model", FieldType: FieldType.String } => "five-segments",

        // Not required, and what they name has to be the caller's.
        { Name: "accounts", IsRepeated: true } => $"workspaces/{ids.Workspace}/accounts/{ids.Resource}",

        // Not required, and has to be a hold that is there.
        { Name: "source_reservation" } => null,

        // Not required, and of another noun's file.
        { Name: "campaign", ContainingType.Name: "Content" } => null,

        // Which account a content is for; it lies in another noun's file.
        { Name: "account", FieldType: FieldType.String } => $"workspaces/{ids.Workspace}/accounts/{ids.Resource}",

        // Where accounts are; the platform's own name in its own requests is made up like others.
        { Name: "platform" } => $"workspaces/{ids.Workspace}/platforms/channels",
        _ when Reference(field) is { } pattern => Name(pattern, ids),

        // An update names what it edits within it; what is made anew is not named by it.
        { Name: "name" } when field.ContainingType.GetOptions()?.GetExtension(ResourceExtensions.Resource) is { } own => Name(own.Pattern[0], ids),
        _ when !IsRequired(field) => null,
        { FieldType: FieldType.Message } when field.MessageType == Date.Descriptor => new Date { Year = 2026, Month = 3, Day = 1 },
        { FieldType: FieldType.Message } => Message(field.MessageType, ids),
        { FieldType: FieldType.Enum } => 1,
        { FieldType: FieldType.Int64 } => field.Name == "total_amount_micros" ? 100L : 1L,
        { FieldType: FieldType.Int32, Name: "weight_bps" or "share_bps" } => 10_000,
        { FieldType: FieldType.Int32 } => Math.Max(1, Rules(field)?.Int32?.Gte ?? 0),
        { FieldType: FieldType.Bytes } => ByteString.CopyFrom(new byte[32]),
        { Name: "currency_code" } => "CNY",
        { Name: "item_code" or "task" or "scope" } => "any",
        { Name: "role_id" } => "legal",
        { Name: "uri" } => "https://example.com/1",
        _ when field.Name.EndsWith("sha256") => new string('0', 64),
        { Name: "line" } => "content",
        { Name: "counter_line" } => "traffic",
        { Name: "entry" } => "5",
        { Name: "metrics", IsRepeated: true } => "plays",
        { Name: "kpi_set", FieldType: FieldType.String } => "daily-five",
        { Name: "funnel_model", FieldType: FieldType.String } => "wechat",
        { Name: "metric" } => "new-followers",
        { Name: "stage" } => "new",
        { Name: "purpose" } => "To call back about the order",
        { Name: "secret_id" } => "00000000",
        { Name: "jwk" } => """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""",
        { Name: "subject_id" } => $"subject-of-{ids.Resource}",
        _ when field.Name.EndsWith("_id") => ids.Resource,
        { FieldType: FieldType.String } => "Any",
        _ => throw new NotSupportedException($"Say here what {field.FullName} can be given."),
    };

    /// <summary>The pattern of the names that the field takes; null when it takes none.</summary>
    private static string? Reference(FieldDescriptor field)
    {
        if (field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference) is not { } reference || (field.IsRepeated && !IsRequired(field)))
            return null;
        var wanted = reference.Type.Length > 0 ? reference.Type : reference.ChildType;
        if (wanted == AnyResource)
            return Reservation.Descriptor.GetOptions().GetExtension(ResourceExtensions.Resource).Pattern[0];
        var pattern = Resources.First(resource => resource.Type == wanted).Pattern[0];
        return reference.Type.Length > 0 ? pattern : string.Join('/', pattern.Split('/')[..^2]);
    }

    /// <summary>A field may name a resource whose file its own does not import.</summary>
    private static IReadOnlyList<Google.Api.ResourceDescriptor> Resources { get; } =
    [
        .. typeof(BudgetService).Assembly.GetExportedTypes()
            .Select(type => type.GetProperty("Descriptor", typeof(MessageDescriptor))?.GetValue(null)).OfType<MessageDescriptor>()
            .Select(message => message.GetOptions()?.GetExtension(ResourceExtensions.Resource)).OfType<Google.Api.ResourceDescriptor>(),
    ];

    private static string Name(string pattern, RequestIds ids)
    {
        var values = new Queue<string>([ids.Resource, ids.Child]);
        return Variable.Replace(pattern, match => match.Value switch
        {
            "{workspace}" => ids.Workspace,

            // Says whose it is.
            "{quota}" => $"client-{values.Dequeue()}",

            // Far beyond all that happens in a test.
            "{checkpoint}" or "{event}" => "999999",
            _ => values.Dequeue(),
        });
    }

    private static bool IsRequired(FieldDescriptor field) =>
        Rules(field) is { } rules && (rules.Required || rules.Repeated is { MinItems: > 0 } || rules.Int64 is { HasGt: true } or { Gte: > 0 } || rules.Int32 is { Gte: > 0 });

    private static FieldRules? Rules(FieldDescriptor field) => field.GetOptions()?.GetExtension(ValidateExtensions.Field);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Variable { get; }
}
