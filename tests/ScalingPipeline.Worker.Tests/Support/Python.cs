using System.Diagnostics;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Worker.Tests.Support;

/// <summary>Runs the examples of <c>pipelines/examples</c>, with a stand-in for each package that is not installed.</summary>
internal sealed class Python
{
    private static readonly string[] _packages = ["pyarrow", "duckdb", "jax", "transformers"];

    private readonly string _program;
    private readonly string _path;

    private Python(string program, string path) => (_program, _path) = (program, path);

    public static string Examples { get; } =
        Path.Combine(SharedData.RepositoryRoot, "pipelines", "examples");

    public static string StandIns { get; } =
        Path.Combine(
            SharedData.RepositoryRoot,
            "tests",
            "ScalingPipeline.Worker.Tests",
            "StandIns"
        );

    /// <summary>Skips the test where PyTorch, or what writes Parquet for the stand-ins, is not installed.</summary>
    public static async Task<Python> OrSkipAsync()
    {
        Assert.SkipUnless(
            Directory.Exists(
                Path.Combine(SharedData.RepositoryRoot, "infra", "node_modules", "@duckdb")
            ),
            "DuckDB is not installed; infra/test.sh installs it"
        );
        foreach (var program in (string[])["python3", "/usr/bin/python3"])
        {
            if (await HasAsync(program, "torch") && await HasAsync(program, "numpy"))
            {
                var path = new List<string> { Examples, StandIns };
                foreach (var package in _packages)
                {
                    if (!await HasAsync(program, package))
                    {
                        path.Add(Path.Combine(StandIns, package));
                    }
                }

                return new Python(program, string.Join(Path.PathSeparator, path));
            }
        }

        Assert.Skip("PyTorch is not installed (Debian package python3-torch)");
        return null!;
    }

    /// <summary>Runs a script; fails the test when it does not end well.</summary>
    /// <param name="folder">The current folder of the process.</param>
    /// <param name="arguments">The script's file and its arguments.</param>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(_program, folder, _path, arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {error}");
        return output;
    }

    private static async Task<bool> HasAsync(string program, string package)
    {
        var search = $"import importlib.util as u; exit(u.find_spec('{package}') is None)";
        return (await RunAsync(program, "", "", ["-c", search])).Code == 0;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(
        string program,
        string folder,
        string path,
        string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["PYTHONPATH"] = path;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["STAND_IN_NODE"] = Path.Combine(SharedData.RepositoryRoot, "infra");
        try
        {
            using var process = Process.Start(start)!;
            var cancelled = TestContext.Current.CancellationToken;
            var output = process.StandardOutput.ReadToEndAsync(cancelled);
            var error = process.StandardError.ReadToEndAsync(cancelled);
            await process.WaitForExitAsync(cancelled);
            return (process.ExitCode, await output, await error);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, "", missing.Message);
        }
    }
}
