using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Accounts;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Accounts;

/// <summary>The platforms of a workspace: those that OpsPlatform brings, and its own.</summary>
internal sealed class PlatformQuery(PostgresEventStore store, QueryRunner queries) : BuiltInQuery<Platform>(store, queries)
{
    protected override Platform? BuiltIn(string id, string workspace) => BuiltInPlatforms.Find(id, workspace);

    protected override IEnumerable<Platform> BuiltIns(string workspace) => BuiltInPlatforms.In(workspace);

    protected override Refusal Unknown(string field, string id, string known) => new(ErrorReason.PlatformUnknown, field, ("platform", id), ("known", known));
}
