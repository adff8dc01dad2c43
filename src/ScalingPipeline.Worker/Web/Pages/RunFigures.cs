using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Runs;
using ScalingPipeline.Worker.Explaining;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>The charts of one run.</summary>
internal static class RunFigures
{
    /// <returns>Empty when nothing of the run counts.</returns>
    public static IReadOnlyList<Figure> Of(
        DomainSnapshot snapshot,
        SnapshotReader snapshots,
        RunStory story
    )
    {
        var run = snapshot.Runs.FirstOrDefault(r =>
            string.Equals(r.Name, story.Run, StringComparison.Ordinal)
        );
        return run is null
            ? []
            :
            [
                RunCurveFigure.Create(
                    run,
                    snapshot,
                    ExpectedCurve.Of(snapshots.Detect(snapshot), run.Name),
                    story.Assessment?.Forecast
                ),
                RunProfileFigure.Create(run, snapshot),
            ];
    }
}
