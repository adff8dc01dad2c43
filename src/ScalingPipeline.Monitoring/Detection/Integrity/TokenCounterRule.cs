using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Detection.Integrity;

/// <summary>
/// tokens_seen / (step x tokens_per_step) is 1 at every step; or, in a log that counts its steps from 0, (step + 1) x tokens_per_step throughout. Where most runs of a domain count along one other curve, as they do
/// when the batch is warmed up, the runs are alike and none of them is to blame.
/// </summary>
internal static class TokenCounterRule
{
    /// <summary>So many runs must count alike, and be more than half of those that count.</summary>
    private const int LeastAlike = 2;

    private const double Same = 1e-6;

    /// <summary>A curve is compared with another at about so many steps.</summary>
    private const int Compared = 200;

    public static AlertCondition? Check(RunView view)
    {
        var training = view.Run.Training;
        if (view.Run.Metadata.TokensPerStep is not { } perStep)
        {
            return null;
        }

        var rows = Rows(view);
        var wrong = rows.Where(i => training.Tokens[i] != training.Step[i] * perStep).ToArray();
        if (
            wrong.Length == 0
            || Array.TrueForAll(rows, i => training.Tokens[i] == (training.Step[i] + 1) * perStep)
        )
        {
            return null;
        }

        double Ratio(int i) => training.Tokens[i] / ((double)training.Step[i] * perStep);
        var last = wrong[^1];
        var constant =
            wrong.Length == rows.Length
            && wrong.All(i => Math.Abs((Ratio(i) / Ratio(last)) - 1) < Same);
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.TokenCount,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            Expected = (double)training.Step[last] * perStep,
            Observed = training.Tokens[last],
            SinceStep = training.Step[wrong[0]],
            Message =
                $"The log counts {Words.Count(training.Tokens[last])} tokens at step {Words.Count(training.Step[last])}, but that many steps of {Words.Count(perStep)} tokens make {Words.Count(training.Step[last] * perStep)}; "
                + (
                    constant
                        ? $"the counter is {Words.Times(Math.Max(Ratio(last), 1 / Ratio(last)))} times too {(Ratio(last) > 1 ? "high" : "low")} throughout."
                        : $"the counter is wrong at {Words.Count(wrong.Length)} of {Words.Count(rows.Length)} steps, from step {Words.Count(training.Step[wrong[0]])} on."
                ),
            Cause = constant
                ? "A constant factor: the counter or tokens_per_step leaves out, or doubles, workers or gradient accumulation."
                : "The counter jumps: a restart that did not restore it, or parts of another run in the folder.",
            CauseCode = CauseCodes.Logging,
            NextStep =
                "Compare tokens_per_step in the run's metadata with batch size x context x workers; the run is left out of the laws until they agree.",
            Evidence = "Arithmetic on the log alone; no threshold is estimated.",
        };
    }

    /// <summary>The runs whose counter is that of most others, though it is not steps x tokens per step; empty when there is no such curve.</summary>
    /// <param name="wrong">The runs that <see cref="Check"/> finds.</param>
    /// <param name="views">All runs of the domain.</param>
    public static IReadOnlyList<RunView> Shared(
        IReadOnlyList<RunView> wrong,
        IReadOnlyList<RunView> views
    )
    {
        var counting = views.Count(v =>
            v.Run.Metadata.TokensPerStep is not null && Rows(v).Length > 0
        );
        var alike = wrong
            .Select(one => wrong.Where(other => Alike(one, other)).ToArray())
            .MaxBy(group => group.Length);
        return alike is { Length: >= LeastAlike } && 2 * alike.Length > counting ? alike : [];
    }

    /// <summary>What is said of them.</summary>
    public static string Remark(IReadOnlyList<RunView> shared)
    {
        var run = shared[0].Run;
        var row = Rows(shared[0])[^1];
        return $"The token counters of {Words.Many(shared.Count, "run", "runs")} agree with one another but not with the tokens_per_step they declare ({run.Name} counts {Words.Count(run.Training.Tokens[row])} at step {Words.Count(run.Training.Step[row])}, where the declaration makes {Words.Count(run.Training.Step[row] * run.Metadata.TokensPerStep!.Value)}): the batch was warmed up, or all declare, or count, another number. They are compared step by step; the laws take D from the declaration, so correct it if it is the one that is wrong.";
    }

    private static int[] Rows(RunView view) =>
        [
            .. Enumerable
                .Range(0, view.Run.Training.Count)
                .Where(i => view.Run.Training.Tokens[i] > 0),
        ];

    /// <summary>Equal tokens over tokens per step wherever both have logged the step.</summary>
    private static bool Alike(RunView one, RunView other)
    {
        var rows = Rows(one);
        var (both, same) = (0, 0);
        for (var i = 0; i < rows.Length; i += Math.Max(1, rows.Length / Compared))
        {
            var at = Array.BinarySearch(other.Run.Training.Step, one.Run.Training.Step[rows[i]]);
            if (at < 0 || other.Run.Training.Tokens[at] <= 0)
            {
                continue;
            }

            both++;
            same += Math.Abs((Steps(one, rows[i]) / Steps(other, at)) - 1) < Same ? 1 : 0;
        }

        return both > 0 && same == both;
    }

    /// <summary>Tokens counted, in the steps that the run declares.</summary>
    private static double Steps(RunView view, int row) =>
        view.Run.Training.Tokens[row] / (double)view.Run.Metadata.TokensPerStep!.Value;
}
