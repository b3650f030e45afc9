namespace Grpc.Core;

/// <summary>The version of the API, as constants.</summary>
public static class VersionInfo
{
    /// <summary>The assembly version, which binaries bind to.</summary>
    public const string CurrentAssemblyVersion = "2.0.0.0";

    /// <summary>The file version of this assembly.</summary>
    public const string CurrentAssemblyFileVersion = "2.85.0.1";

    /// <summary>The version of the API that is implemented.</summary>
    public const string CurrentVersion = "2.85.0";
}
