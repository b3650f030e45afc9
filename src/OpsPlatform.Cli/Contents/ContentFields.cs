using OpsPlatform.Cli.Requests;

namespace OpsPlatform.Cli.Contents;

/// <summary>What can be said of a content, wherever one is written.</summary>
internal static class ContentFields
{
    internal static readonly Field[] All =
    [
        new("content.title", "Its headline."),
        new("content.kind", "What it is."),
        new("content.body_text", "What it says.", "text"),
        new("content.media", "A picture or film by the SHA-256 of its file, again for each: SHA256:URI.", "media"),
        new("content.topic", "What it is about."),
        new("content.risk", "How dangerous its topic is."),
        new("content.sensitive", "Its topic needs a disclaimer."),
        new("content.disclaimer", "The disclaimer that it carries."),
        new("content.ai_generated", "A program made it, or a part of it."),
        new("content.advertising", "Somebody pays for it."),
        new("content.declarations", "A label that it carries on its platform, again for each.", "declaration"),
        new("content.minors", "Minors appear in it, or it speaks to them."),
        new("content.origin", "Whose it is, if not the brand's."),
        new("content.duration", "How long it lasts: 15s, 3m."),
        new("content.hook_offset", "When its hook comes: 15s.", "hook"),
        new("content.tier", "How much is put into it."),
        new("content.template", "The template that it is made from."),
        new("content.scene", "The occasion that it is made for."),
        new("content.audience_tags", "Whom it speaks to, again for each.", "audience"),
        new("content.commercial", "It offers something to buy."),
        new("content.newest_follower_age", "How long ago its newest followers came, at least: 7d."),
        new("content.classes", "What it counts as in mixes, again for each: know-how.", "class"),
        new("content.labels", "A mark to find it by, again for each.", "label"),
        new("content.campaign", "The campaign that it belongs to."),
    ];
}
