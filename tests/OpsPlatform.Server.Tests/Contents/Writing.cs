using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using Audience = OpsPlatform.Contents.V1.Remark.Types.Audience;
using Kind = OpsPlatform.Contents.V1.TextChange.Types.Kind;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Server.Tests.Contents;

/// <summary>A content as its authors write it.</summary>
public sealed class Writing(RunningServer server) : ContentTest(server)
{
    [Fact]
    public async Task What_was_written_is_read_alone_and_in_lists_in_any_script()
    {
        const string Text = "七片叶子 🍵 سبعة أوراق\nשבע עלים \u202e";
        var content = await DraftAsync(draft => draft.BodyText = Text);
        (content.State, content.Version, content.BodyText).ShouldBe((State.Draft, 1, Text));
        content.Authors.ShouldBe(["acme-ops"]);
        (await Contents.GetContentAsync(new() { Name = content.Name })).ShouldBe(content);
        (await Contents.ListContentsAsync(new() { Parent = Workspace, Filter = $"sha256 = \"{content.Sha256}\"" })).Contents.ShouldBe([content]);
    }

    [Fact]
    public async Task A_text_that_is_too_long_and_an_account_that_is_not_there_are_refused()
    {
        var account = (await AccountAsync()).Name;
        var megabyte = new Content { Account = account, Kind = Content.Types.Kind.Article, Title = "Tea", BodyText = new string('茶', 350_000) };
        (await Contents.CreateContentAsync(new() { Parent = Workspace, Content = megabyte }).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["content.body_text"]);
        var elsewhere = new Content(megabyte) { BodyText = "", Account = $"{account}x" };
        await Contents.CreateContentAsync(new() { Parent = Workspace, Content = elsewhere }).Refused(ErrorReason.ResourceNotFound);
        await Server.Operator.Accounts.ArchiveAccountAsync(new() { Name = account, Reason = "Over" });
        await Server.Operator.Accounts.DeleteAccountAsync(new() { Name = account });
        await Contents.CreateContentAsync(new() { Parent = Workspace, Content = new Content(elsewhere) { Account = account } }).Refused(ErrorReason.ContentAccountInactive);
    }

    [Fact]
    public async Task Each_change_is_a_version_and_two_of_them_can_be_compared()
    {
        var content = await DraftAsync(draft => draft.BodyText = "One\nTwo\nThree");
        var edited = await Contents.UpdateContentAsync(new() { Content = new Content { Name = content.Name, Title = "Summer tea", BodyText = "One\nZwei\nThree" } });
        (await Contents.UpdateContentAsync(new() { Content = new Content { Name = content.Name, Title = "Summer tea" } })).ShouldBe(edited);
        var versions = (await Contents.ListContentVersionsAsync(new() { Parent = content.Name, OrderBy = "number" })).Versions;
        versions.Select(version => (version.Number, version.Sha256, version.Content.Title)).ShouldBe([(1, content.Sha256, "Spring tea"), (2, edited.Sha256, "Summer tea")]);

        var compared = await Contents.CompareContentVersionsAsync(new() { Name = content.Name, FromVersion = 1 });
        compared.ChangedFields.ShouldBe(["title", "body_text"]);
        compared.TextChanges.Select(change => (change.Kind, change.Text)).ShouldBe([(Kind.Kept, "One"), (Kind.Removed, "Two"), (Kind.Added, "Zwei"), (Kind.Kept, "Three")]);
        (await Contents.CompareContentVersionsAsync(new() { Name = content.Name, FromVersion = 3 }).Refused(ErrorReason.ContentVersionUnknown)).Info.Metadata["newest"].ShouldBe("2");
    }

    [Fact]
    public async Task What_a_content_was_can_be_read_as_of_then()
    {
        var content = await DraftAsync();
        var then = Server.Clock.GetUtcNow().ToTimestamp();
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await Contents.UpdateContentAsync(new() { Content = new Content { Name = content.Name, Title = "Summer tea" } });
        (await Contents.GetContentAsync(new() { Name = content.Name, ReadTime = then })).ShouldBe(content);
    }

    [Fact]
    public async Task An_internal_remark_is_not_for_everybody_who_reads_contents()
    {
        var content = await DraftAsync();
        var ours = await Contents.CreateRemarkAsync(new() { Parent = content.Name, Remark = new() { Text = "Whose photo?", Audience = Audience.Internal } });
        var theirs = await Contents.CreateRemarkAsync(new() { Parent = content.Name, RemarkId = "for-all", Remark = new() { Text = "Nearly done", Audience = Audience.External } });
        (theirs.Name, theirs.Author, theirs.Version).ShouldBe(($"{content.Name}/remarks/for-all", "acme-ops", 1));

        using var partner = await Server.ProvisionAsync("acme", "acme-partner", "contents.read");
        (await partner.Contents.ListRemarksAsync(new() { Parent = content.Name, Filter = "audience = INTERNAL OR version > 0" })).Remarks.ShouldBe([theirs]);
        await partner.Contents.ListInternalRemarksAsync(new() { Parent = content.Name }).Refused(ErrorReason.PermissionMissing);
        (await Contents.ListInternalRemarksAsync(new() { Parent = content.Name })).Remarks.ShouldBe([ours, theirs], ignoreOrder: true);
    }

    [Fact]
    public async Task A_content_can_belong_to_a_campaign_and_a_change_of_that_is_none_of_it()
    {
        var campaign = await Server.Operator.Campaigns.CreateCampaignAsync(new() { Parent = Workspace, Campaign = new() { DisplayName = "Launch", StartDate = new() { Year = 2026, Month = 4, Day = 1 } } });
        var content = await DraftAsync(draft => draft.Campaign = campaign.Name);
        (await Contents.ListContentsAsync(new() { Parent = Workspace, Filter = $"campaign = \"{campaign.Name}\"" })).Contents.ShouldBe([content]);
        var left = await Contents.UpdateContentAsync(new() { Content = new Content { Name = content.Name }, UpdateMask = FieldMask.FromString("campaign") });
        (left.Campaign, left.Sha256, left.Version).ShouldBe(("", content.Sha256, 1));
        var nobodys = new Content(content) { Campaign = $"{campaign.Name}x" };
        await Contents.CreateContentAsync(new() { Parent = Workspace, Content = nobodys }).Refused(ErrorReason.ResourceNotFound);
        await Contents.UpdateContentAsync(new() { Content = new Content { Name = content.Name, Campaign = nobodys.Campaign } }).Refused(ErrorReason.ResourceNotFound);
    }
}
