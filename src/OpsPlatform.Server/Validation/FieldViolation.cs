using OpsPlatform.Domain;

namespace OpsPlatform.Server.Validation;

/// <summary>A published rule that a request breaks.</summary>
/// <param name="Field">The path of the field as in <c>google.rpc.BadRequest</c>: <c>budget.lines[2].line_id</c>; empty for the request as a whole.</param>
/// <param name="Rule">The rule's id as protovalidate has it: <c>string.pattern</c>.</param>
/// <param name="Description">What must be, and what was given instead.</param>
internal sealed record FieldViolation(string Field, string Rule, Sentence Description);
