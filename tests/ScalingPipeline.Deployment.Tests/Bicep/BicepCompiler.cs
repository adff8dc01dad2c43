using System.Reflection;
using System.Runtime.InteropServices;
using ScalingPipeline.Deployment.Tests.Support;

namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>The Bicep compiler of the package that the project restores.</summary>
internal static class BicepCompiler
{
    public static Task<(int ExitCode, string Output, string Error)> RunOrSkipAsync(
        params string[] arguments
    )
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
            "The compiler of the package runs on Linux x64"
        );
        var package = typeof(BicepCompiler)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "Bicep")
            .Value!;
        return Tool.RunAsync(Path.Combine(package, "tools", "bicep"), arguments);
    }
}
