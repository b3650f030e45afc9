using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Suppliers;
using OpsPlatform.Suppliers.V1;
using State = OpsPlatform.Suppliers.V1.Supplier.Types.State;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>Suppliers from candidate to dropped.</summary>
public sealed class Registering(RunningServer server) : SupplierTest(server)
{
    [Fact, Trait("row", "SUP-01")]
    public async Task Fifteen_pairs_of_category_and_member_are_accepted_and_no_other()
    {
        (await CreateAsync(SupplierCategory.TechSupport, SupplierMember.CloudProvider)).State.ShouldBe(State.Candidate);
        var accepted = 0;
        foreach (var category in System.Enum.GetValues<SupplierCategory>().Skip(1))
        {
            foreach (var member in System.Enum.GetValues<SupplierMember>().Skip(1))
            {
                var asked = Suppliers.CreateSupplierAsync(new() { Parent = Workspace, ValidateOnly = true, Supplier = new() { DisplayName = "Any", Category = category, Member = member } });
                if (await asked.Outcome() is not { } error)
                    accepted++;
                else
                    (error.Reason, error.Fields.Single()).ShouldBe(("SUPPLIER_MEMBER_MISPLACED", "supplier.member"));
            }
        }

        accepted.ShouldBe(15);
    }

    [Fact, Trait("row", "SUP-02")]
    public async Task A_grade_is_one_of_ten()
    {
        var name = (await CreateAsync()).Name;
        await Suppliers.GradeSupplierAsync(new() { Name = name, Grade = 0, Reason = "Any" }).Refused(ErrorReason.InvalidField);
        await Suppliers.GradeSupplierAsync(new() { Name = name, Grade = 11, Reason = "Any" }).Refused(ErrorReason.InvalidField);
        (await Suppliers.GradeSupplierAsync(new() { Name = name, Grade = 10, Reason = "Won the audit" })).Grade.ShouldBe(10);
    }

    [Fact]
    public async Task A_supplier_is_qualified_by_a_document_that_is_valid_and_told_of_when_it_runs_out()
    {
        var name = (await CreateAsync()).Name;
        await Suppliers.QualifySupplierAsync(new() { Name = name }).Refused(ErrorReason.SupplierUnqualified);
        var end = Server.Clock.GetUtcNow().AddDays(2);
        await Suppliers.AddQualificationAsync(new() { Name = name, DocumentId = "licence", Title = "Licence", ExpireTime = end.AddDays(-3).ToTimestamp() }).Refused(ErrorReason.SupplierDocumentExpired);
        var documented = await Suppliers.AddQualificationAsync(new() { Name = name, DocumentId = "licence", Title = "Licence", ExpireTime = end.ToTimestamp() });
        documented.NextExpireTime.ShouldBe(end.ToTimestamp());
        (await Suppliers.QualifySupplierAsync(new() { Name = name })).State.ShouldBe(State.Active);
        (await Suppliers.QualifySupplierAsync(new() { Name = name, Standby = true })).State.ShouldBe(State.Backup);

        await Server.RunOnceAsync<QualificationExpiry>();
        (await Suppliers.GetSupplierAsync(new() { Name = name })).Qualifications.Single().Expired.ShouldBeFalse();
        Server.Clock.Advance(TimeSpan.FromDays(2));
        await Server.RunOnceAsync<QualificationExpiry>();
        var expired = await Suppliers.GetSupplierAsync(new() { Name = name });
        (expired.Qualifications.Single().Expired, expired.NextExpireTime).ShouldBe((true, null));
        await Suppliers.QualifySupplierAsync(new() { Name = name }).Refused(ErrorReason.SupplierUnqualified);
        (await Suppliers.RemoveQualificationAsync(new() { Name = name, DocumentId = "licence" })).Qualifications.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_blocked_supplier_comes_back_as_what_it_was()
    {
        var name = (await ActiveAsync()).Name;
        await Suppliers.QualifySupplierAsync(new() { Name = name, Standby = true });
        var blocked = await Suppliers.BlockSupplierAsync(new() { Name = name, Reason = "Late twice" });
        (blocked.State, blocked.StateReason).ShouldBe((State.Blocked, "Late twice"));
        (await Suppliers.BlockSupplierAsync(new() { Name = name, Reason = "Again" })).ShouldBe(blocked);
        await Suppliers.QualifySupplierAsync(new() { Name = name }).Refused(ErrorReason.SupplierBlocked);
        var back = await Suppliers.UnblockSupplierAsync(new() { Name = name, Reason = "Settled" });
        (back.State, back.StateReason).ShouldBe((State.Backup, ""));
        back.StateHistory.Select(change => change.State).ShouldBe([State.Candidate, State.Active, State.Backup, State.Blocked, State.Backup]);
        (await Suppliers.UnblockSupplierAsync(new() { Name = name, Reason = "Again" })).ShouldBe(back);
    }

    [Fact, Trait("row", "SUP-14")]
    public async Task Whoever_contributes_less_than_the_floor_is_dropped_for_good()
    {
        var name = (await ActiveAsync()).Name;
        (await ReviewAsync(1000)).State.ShouldBe(State.Active, "at the floor it stays");
        var dropped = await ReviewAsync(999);
        (dropped.State, dropped.Contribution.Contribution_).ShouldBe((State.Eliminated, 999));
        await Suppliers.QualifySupplierAsync(new() { Name = name }).Refused(ErrorReason.SupplierEliminated);
        dropped.StateHistory.Count.ShouldBe(3, "its history stays");

        async Task<Supplier> ReviewAsync(long contribution) =>
            await Suppliers.ReviewContributionAsync(new() { Name = name, Contribution = contribution, Floor = 1000, Measure = "new users a month" });
    }

    [Fact]
    public async Task What_describes_a_supplier_is_edited_and_its_contact_is_masked()
    {
        var name = (await CreateAsync()).Name;
        var edited = await Suppliers.UpdateSupplierAsync(new() { Supplier = new() { Name = name, DisplayName = "Moonlight", Contact = new() { SubjectId = "S17", DisplayName = "王小明" }, PartnerKind = PartnerKind.KolKoc } });
        (edited.DisplayName, edited.Contact.DisplayName, edited.PartnerKind).ShouldBe(("Moonlight", "王***", PartnerKind.KolKoc));
        await Suppliers.UpdateSupplierAsync(new() { Supplier = new() { Name = name }, UpdateMask = new() { Paths = { "grade" } } }).Refused(ErrorReason.UpdateMaskInvalid);
        await Suppliers.DeleteSupplierAsync(new() { Name = name });
        await Suppliers.UpdateSupplierAsync(new() { Supplier = new() { Name = name, DisplayName = "Any" } }).Refused(ErrorReason.SupplierDeleted);
        (await Suppliers.ListSuppliersAsync(new() { Parent = Workspace, Filter = $"name = \"{name}\"" })).Suppliers.ShouldBeEmpty();
        (await Suppliers.UndeleteSupplierAsync(new() { Name = name })).DisplayName.ShouldBe("Moonlight");
        await Suppliers.DeleteSupplierAsync(new() { Name = (await ActiveAsync()).Name }).Refused(ErrorReason.SupplierState);
    }

    [Fact]
    public async Task Backups_are_of_the_same_category_and_of_the_same_workspace()
    {
        var (name, backup, adviser) = ((await CreateAsync()).Name, (await CreateAsync()).Name, (await CreateAsync(SupplierCategory.Consulting, SupplierMember.IndustryAdviser)).Name);
        var theirs = await CreateAsync(workspace: "workspaces/globex", by: Server.Stranger.Suppliers);
        (await Suppliers.SetBackupsAsync(new() { Name = name, Backups = { backup } })).Backups.ShouldBe([backup]);
        await Suppliers.SetBackupsAsync(new() { Name = name, Backups = { name } }).Refused(ErrorReason.SupplierBackupItself);
        await Suppliers.SetBackupsAsync(new() { Name = name, Backups = { adviser } }).Refused(ErrorReason.SupplierBackupCategory);
        await Suppliers.SetBackupsAsync(new() { Name = name, Backups = { theirs.Name } }).Refused(ErrorReason.ResourceNotFound);
    }
}
