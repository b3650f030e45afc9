using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a lesson: <c>workspaces/{workspace}/lessons/{lesson}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Lesson">The id of the lesson.</param>
public sealed record LessonName(string Workspace, string Lesson)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Lesson.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string lesson) => Pattern.Format(workspace, lesson);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static LessonName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out LessonName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Lesson);

    private static LessonName Of(string[] ids) => new(ids[0], ids[1]);
}
