using System.Reflection;

namespace OpsPlatform.Fallback.Tests;

/// <summary>What the build knows of this run.</summary>
internal static class Fallback
{
    /// <summary>Whether the stand-ins are tested, or the packages that NuGet chose.</summary>
    public static bool ByProject => bool.Parse(Fact("FallbackByProject"));

    /// <summary>The folder with the sources of the stand-ins.</summary>
    public static string Folder => Fact("FallbackFolder");

    private static string Fact(string key) => typeof(Fallback).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == key).Value!;
}
