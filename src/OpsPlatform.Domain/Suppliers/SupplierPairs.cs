using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>Which suppliers belong to which category: fifteen pairs (SUP-01).</summary>
public static class SupplierPairs
{
    private static readonly Dictionary<SupplierCategory, SupplierMember[]> Members = new()
    {
        [SupplierCategory.ContentProduction] = [SupplierMember.VideoMaker, SupplierMember.GraphicDesigner, SupplierMember.McnAgency],
        [SupplierCategory.TechSupport] = [SupplierMember.TechDeveloper, SupplierMember.CloudProvider, SupplierMember.DataAnalyticsVendor],
        [SupplierCategory.BusinessCooperation] = [SupplierMember.ChannelDealer, SupplierMember.KolResourceVendor, SupplierMember.Advertiser],
        [SupplierCategory.MediaResource] = [SupplierMember.MediaPr, SupplierMember.IndustryMedia, SupplierMember.SelfMedia],
        [SupplierCategory.Consulting] = [SupplierMember.IndustryAdviser, SupplierMember.MarketResearch, SupplierMember.TrainingProvider],
    };

    public static void MustBeOne(SupplierCategory category, SupplierMember member, string field)
    {
        if (!Members[category].Contains(member))
            throw new Refusal(ErrorReason.SupplierMemberMisplaced, field, ("member", member.WireName()), ("category", category.WireName()), ("members", string.Join(", ", Members[category].Select(WireNames.WireName))));
    }
}
