using System.Globalization;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Worker.CommandLine;
using Spectre.Console;

namespace ScalingPipeline.Worker.Explaining;

/// <summary>A story as lines for people. Whatever came from outside is written so that a terminal shows it.</summary>
internal sealed class StoryPrinter(IAnsiConsole console)
{
    private const int MostFiles = 20;

    public void Print(Story story)
    {
        foreach (var blob in story.Blobs)
        {
            Print(blob);
        }

        foreach (var run in story.Runs)
        {
            Print(run);
        }
    }

    private void Print(BlobStory blob)
    {
        Head($"Log {blob.Name}");
        Line("in", blob.Container);
        Line("seen", $"first {Time(blob.FirstSeen)}, {blob.Size:#,0} bytes");
        Line(
            "became",
            $"{LedgerWords.State(blob.State)}, {Time(blob.Changed)}{(blob.Reason is null ? "" : $": {blob.Reason}")}"
        );
        Line("matched", blob.Definition);
        if (blob.Columns is { } columns)
        {
            Line("columns", columns.Sentence);
        }

        Line("gave", blob.Contribution);
        console.WriteLine();
    }

    private void Print(RunStory run)
    {
        Head($"Run {run.Run} of {run.Domain}");
        Line(
            "declared",
            run.DeclaredBy is null
                ? "not yet: its other logs wait for its declaration"
                : $"by {run.DeclaredBy}: {run.Parameters:#,0} parameters, {(run.TotalSteps is { } steps ? $"{steps:#,0} steps" : "no schedule")}{(run.Family is null ? "" : $", family {run.Family}")}"
        );
        Line(
            "logs",
            string.Join(
                ", ",
                run.Files.OrderBy(f => f.Key)
                    .Select(f => $"{f.Value:#,0} {LedgerWords.State(f.Key)}")
            )
        );
        foreach (var file in run.NotCounted.Take(MostFiles))
        {
            Line("", $"{file.Name}: {LedgerWords.State(file.State)}: {file.Reason}");
        }

        if (run.NotCounted.Count > MostFiles)
        {
            Line("", $"and {run.NotCounted.Count - MostFiles:#,0} more that do not count");
        }

        Line(
            "counted",
            $"{run.TrainingSteps:#,0} training steps{(run.LastStep is { } last ? $", the last {last:#,0}" : "")}"
        );
        foreach (var (set, checkpoints) in run.Checkpoints)
        {
            Line(
                "",
                $"{checkpoints.Count:#,0} checkpoints on {set}, the last at step {checkpoints[^1]:#,0}"
            );
        }

        PrintLaws(run);
        Line("alert", run.Verdict);
        foreach (var alert in run.Alerts)
        {
            Line(
                "",
                $"{AlertJson.NameOf(alert.Severity)} {alert.Code}, {AlertJson.NameOf(alert.Status)} since {Time(alert.Since)}: {alert.Message}"
            );
        }

        foreach (var sign in run.Untold)
        {
            Line(
                "",
                $"{sign.Code}, {(sign.InhibitedBy is { } by ? $"inhibited by {by}, which tells it better" : "not confirmed yet")}: {sign.Message}"
            );
        }

        if (run.Assessment is { Expected: not null } assessment)
        {
            Line("held by", $"{assessment.Basis}: {string.Join(", ", assessment.References)}");
        }

        if (run.Assessment is { } assessed)
        {
            PrintLimits(assessed);
        }

        console.WriteLine();
    }

    private void PrintLimits(RunAssessment run)
    {
        Line(
            "made of",
            run.Terms is { } terms
                ? FormattableString.Invariant(
                    $"floor {terms.Floor:0.0000} + {terms.OfParameters:0.0000} for its size + {terms.OfTokens:0.0000} for its data, in nats, {run.TermsBasis}; limited by {LimitWords.Of(terms.Limit)}"
                )
                : run.TermsBasis
        );
        if (run.End is { } end)
        {
            Line(
                "its end",
                FormattableString.Invariant(
                    $"{LimitWords.Of(end.Verdict)}: over the last quarter ln loss {LimitWords.Slope(end.Slope)} for each unit of ln step, that of {end.References} siblings {LimitWords.Slope(end.Expected)} (± {end.StandardError:0.000})"
                )
            );
        }
    }

    private void PrintLaws(RunStory run)
    {
        if (run.Laws.Count == 0)
        {
            Line(
                "laws",
                run.RefittedAt is null
                    ? "none: its domain was never refitted"
                    : "none of its family"
            );
            return;
        }

        // Both fits of a law rest on the same points; only one of them is told.
        var laws = run.Laws.DistinctBy(law => (law.Law, law.Condition, law.Entered, law.Reason));
        var label = "laws";
        foreach (var law in laws)
        {
            var name = law.Condition is null ? law.Law : $"{law.Law} ({law.Condition})";
            Line(
                label,
                law.Entered
                    ? $"{name}: entered; the law is {LawWords.Status(law.Status)}"
                    : $"{name}: left out: {law.Reason}"
            );
            label = "";
        }
    }

    private void Head(string text) =>
        console.Write(new Text(Visible.Text(text) + "\n", new Style(decoration: Decoration.Bold)));

    private void Line(string label, string text)
    {
        const int Width = 12;
        var grid = new Grid().AddColumn(new GridColumn().Width(Width - 2).NoWrap()).AddColumn();
        grid.AddRow(new Text($"  {label}"), new Text(Visible.Text(text)));
        console.Write(grid);
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
