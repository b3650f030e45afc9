using System.Reflection;
using System.Runtime.InteropServices;
using Google.Protobuf.WellKnownTypes;

namespace OpsPlatform.Cli;

internal sealed class Version() : OpsCommand("version", "Show which ops this is.", "ops version -o json")
{
    internal static string Number { get; } =
        typeof(Version).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    internal override Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        invocation.Output.Show(new Struct
        {
            Fields =
            {
                ["ops"] = Value.ForString(Number),
                ["runtime"] = Value.ForString(RuntimeInformation.FrameworkDescription),
            },
        });
        return Task.CompletedTask;
    }
}
