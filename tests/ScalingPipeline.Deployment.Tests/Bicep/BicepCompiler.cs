using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ScalingPipeline.Deployment.Tests.Support;

namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>The Bicep compiler of the package that the project restores.</summary>
internal static class BicepCompiler
{
    private static readonly ConcurrentDictionary<
        (string File, bool Told),
        Lazy<Task<string>>
    > _built = new();

    public static Task<(int ExitCode, string Output, string Error)> RunOrSkipAsync(
        params string[] arguments
    ) => Tool.RunAsync(PathOrSkip(), arguments);

    /// <summary>Compiles a file of parameters, once for all tests that ask, whatever is set on this machine. Fails the test on a warning.</summary>
    /// <param name="file">The file.</param>
    /// <param name="told">Whether its environment says everything that it reads (<see cref="Deployer.Variables"/>), or nothing.</param>
    /// <returns>The values of the parameters, and the template that takes them.</returns>
    public static async Task<(JsonObject Given, JsonNode Template)> BuildParametersAsync(
        string file,
        bool told
    )
    {
        PathOrSkip();
        var build = _built.GetOrAdd((file, told), key => new(() => BuildAsync(key.File, key.Told)));
        var built = JsonNode.Parse(await build.Value)!;
        return (
            JsonNode.Parse((string)built["parametersJson"]!)!["parameters"]!.AsObject(),
            JsonNode.Parse((string)built["templateJson"]!)!
        );
    }

    private static async Task<string> BuildAsync(string file, bool told)
    {
        var environment = ParameterFile
            .Variables(file)
            .ToDictionary(
                name => name,
                name => told ? Deployer.Variables.GetValueOrDefault(name) : null,
                StringComparer.Ordinal
            );
        var (code, output, error) = await Tool.RunWithAsync(
            environment,
            PathOrSkip(),
            "build-params",
            file,
            "--stdout"
        );

        Assert.True(code == 0 && error.Trim() == "", error);
        return output;
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
