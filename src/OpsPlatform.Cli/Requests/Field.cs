namespace OpsPlatform.Cli.Requests;

/// <summary>A field of a request that a command offers: its path in the proto, what its help says, and the option's name
/// where the field's own would be clumsy.</summary>
internal sealed record Field(string Path, string Description, string? Option = null)
{
    /// <summary>Fields that mean the same on every request; a command offers those that its request has.</summary>
    internal static readonly Field[] Common =
    [
        new("filter", "Which ones, by their fields: =, !=, <, <=, >, >=, :, AND, OR, NOT, parentheses (AIP-160)."),
        new("order_by", "In which order: fields with commas between, each with an optional desc."),
        new("etag", "Refuse the write if the resource has changed since this etag was read."),
        new("request_id", "A UUID that names this request: a repeat with the same one runs once. Default: a new one."),
        new("validate_only", "Show what would be, and write nothing."),
    ];
}
