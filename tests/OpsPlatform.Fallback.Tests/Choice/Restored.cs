using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace OpsPlatform.Fallback.Tests.Choice;

/// <summary>A small project of its own, restored from folders only, into a cache of its own.</summary>
internal sealed class Restored : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fallback-");

    private string Registry => Path.Combine(folder.FullName, "registry");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Serves a package that holds nothing but its name.</summary>
    public Restored Serve(string id, string version, params string[] dependencies)
    {
        Directory.CreateDirectory(Registry);
        using var package = new ZipArchive(File.Create(Path.Combine(Registry, $"{id}.{version}.nupkg")), ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open()))
        {
            nuspec.Write($"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                  <id>{id}</id><version>{version}</version><authors>tests</authors><description>tests</description>
                  <dependencies><group targetFramework="net8.0">
                    {string.Concat(dependencies.Select(dependency => $"<dependency id=\"{dependency}\" version=\"2.85.0\" />"))}
                  </group></dependencies>
                </metadata></package>
                """);
        }

        using var marker = new StreamWriter(package.CreateEntry("lib/net8.0/_._").Open());
        return this;
    }

    /// <summary>Restores as the repository does, and tells what was chosen.</summary>
    public async Task<(string Output, Dictionary<string, string> Versions)> Choose()
    {
        var packages = Path.GetFullPath("../../artifacts/packages", Fallback.Folder);
        await Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="registry" value="{Registry}" /><add key="artifacts" value="{packages}" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        await Write("Directory.Build.targets", $"""<Project><Import Project="{Path.GetFullPath("../../Directory.Build.targets", Fallback.Folder)}" /></Project>""");
        await Write("Directory.Packages.props", """
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="Grpc.Net.Client" Version="2.85.0" />
                <PackageVersion Include="Grpc.Core.Api" Version="2.85.0" />
                <PackageVersion Include="Grpc.Net.Common" Version="2.85.0" />
              </ItemGroup>
            </Project>
            """);
        await Write("App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Grpc.Net.Client" />
              </ItemGroup>
            </Project>
            """);

        var start = new ProcessStartInfo("dotnet", ["restore", "App.csproj", "-nodeReuse:false"])
        {
            WorkingDirectory = folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["NUGET_PACKAGES"] = Path.Combine(folder.FullName, "cache");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, output);

        await using var assets = File.OpenRead(Path.Combine(folder.FullName, "obj", "project.assets.json"));
        using var document = await JsonDocument.ParseAsync(assets);
        var chosen = document.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/'));
        return (output, chosen.ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal));
    }

    private Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text);
}
