using ScalingPipeline.Deployment.Tests.Support;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Deployment.Tests.Delivery;

/// <summary>The delivery pipelines do not take a test for passed that was skipped because a tool is missing.</summary>
public sealed class TestTotalsTests
{
    private const string MissingTool = "PyTorch is not installed (Debian package python3-torch)";
    private const string MissingData = "../shared/data/runs.csv is not beside this checkout";

    [Theory]
    [InlineData("", MissingTool, 0)]
    [InlineData("1", MissingTool, 1)]
    [InlineData("1", MissingData, 0)]
    public async Task A_missing_tool_fails_where_no_test_may_be_skipped(
        string noSkips,
        string reason,
        int expected
    )
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script needs bash");
        using var folder = new TemporaryFolder();
        // As the logger of `dotnet test` writes it.
        await File.WriteAllTextAsync(
            folder.At("some.trx"),
            $"""
            <TestRun>
              <Results>
                <UnitTestResult testName="A.Passes" outcome="Passed" />
                <UnitTestResult testName="A.Waits" outcome="NotExecuted" testListId="1">
                  <Output>
                    <ErrorInfo>
                      <Message>{reason}</Message>
                    </ErrorInfo>
                  </Output>
                </UnitTestResult>
              </Results>
              <ResultSummary>
                <Counters total="2" executed="1" passed="1" failed="0" />
              </ResultSummary>
            </TestRun>
            """,
            TestContext.Current.CancellationToken
        );

        var (code, output, error) = await Tool.RunWithAsync(
            new() { ["NO_SKIPS"] = noSkips },
            "bash",
            "infra/test-totals.sh",
            folder.Path
        );

        Assert.Equal("1 passed, 0 failed, 1 skipped\n", output);
        Assert.Equal(expected, code);
        Assert.Equal(expected == 1, error.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(DeliveryPipelineTests.Files), MemberType = typeof(DeliveryPipelineTests))]
    public void The_pipelines_ask_for_it(string file) =>
        Assert.Matches("NO_SKIPS: \"?1\"?\n", Repository.Read(file));
}
