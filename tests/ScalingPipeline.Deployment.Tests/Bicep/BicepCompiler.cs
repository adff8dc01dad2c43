using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ScalingPipeline.Deployment.Tests.Support;

namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>The Bicep compiler of the package that the project restores.</summary>
internal static class BicepCompiler
{
    public static Task<(int ExitCode, string Output, string Error)> RunOrSkipAsync(
        params string[] arguments
    ) => Tool.RunAsync(PathOrSkip(), arguments);

    /// <summary>
    /// Compiles a file of parameters, with the environment that it reads: only <paramref name="variables"/> of what it could read, whatever is
    /// set on this machine. Fails the test on a warning.
    /// </summary>
    /// <returns>The values of the parameters, and the template that takes them.</returns>
    public static async Task<(JsonObject Given, JsonNode Template)> BuildParametersAsync(
        string file,
        params (string Name, string Value)[] variables
    )
    {
        var environment = ParameterFile
            .Variables(file)
            .ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        var (code, output, error) = await Tool.RunWithAsync(
            environment,
            PathOrSkip(),
            "build-params",
            file,
            "--stdout"
        );

        Assert.True(code == 0 && error.Trim() == "", error);
        var built = JsonNode.Parse(output)!;
        return (
            JsonNode.Parse((string)built["parametersJson"]!)!["parameters"]!.AsObject(),
            JsonNode.Parse((string)built["templateJson"]!)!
        );
    }

    private static string PathOrSkip()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
            "The compiler of the package runs on Linux x64"
        );
        var package = typeof(BicepCompiler)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "Bicep")
            .Value!;
        return Path.Combine(package, "tools", "bicep");
    }
}
