using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Monitoring.Tests.Studies;

/// <summary>What goes wrong with real runs, as it shows in their logs.</summary>
internal static class InjectedFaults
{
    private const double Half = 0.4;

    public static IReadOnlyList<InjectedFault> All { get; } =
    [
        Level("level +5 % from the start", 0.05, 0),
        Level("level +8 % from the start", 0.08, 0),
        Level("level -8 % from the start", -0.08, 0),
        Level("step +5 % at .4", 0.05, Half),
        Level("step +8 % at .4", 0.08, Half),
        Ramp("ramp to +8 % from .4", 0.08),
        Ramp("ramp to +12 % from .4", 0.12),
        new(
            "rate 8 x too high: +15 %",
            0,
            [CauseCodes.RateTooHigh],
            r => r.Everywhere(_ => 0.15).WithRate(8)
        ),
        new(
            "rate 8 x too low: slow",
            0,
            [CauseCodes.RateTooLow],
            r => r.Slowed(3).WithRate(1 / 8f)
        ),
        new("no warm-up in the column", 0, [CauseCodes.Schedule], r => r.WithoutWarmup()),
        new(
            "rate not decayed: +10 % at the end",
            0.5,
            [CauseCodes.Schedule],
            r => r.Everywhere(f => f < 0.5 ? 0 : 0.2 * (f - 0.5)).WithoutDecay()
        ),
        new(
            "repeated data",
            0.3,
            [CauseCodes.RepeatedData],
            r => r.Parted(f => f < 0.3 ? 0 : -0.3 * (f - 0.3), f => f < 0.3 ? 0 : 0.15 * (f - 0.3))
        ),
        new(
            "repeated data, mild",
            0.3,
            [CauseCodes.RepeatedData],
            r => r.Parted(f => f < 0.3 ? 0 : -0.08 * (f - 0.3) / 0.7, _ => 0)
        ),
        new(
            "evaluation leaked: -10 % at the end",
            0,
            [CauseCodes.EvaluationLeak],
            r => r.Parted(_ => 0, f => -0.1 * f)
        ),
        new(
            "corrupted targets, 10 %",
            0,
            [CauseCodes.CorruptedData],
            r => r.Parted(f => 0.22 * Math.Min(1, f / 0.05), _ => 0.04)
        ),
        new(
            "data switched at .5",
            0.5,
            [CauseCodes.DataSwitch, CauseCodes.CorruptedData],
            r => r.Parted(f => f < 0.5 ? 0 : 0.18, f => f < 0.5 ? 0 : 0.05)
        ),
        new(
            "optimizer reset at .5",
            0.5,
            [CauseCodes.OptimizerState, CauseCodes.Open],
            r => r.Everywhere(f => f < 0.5 ? 0 : 0.25 * Math.Exp(-(f - 0.5) / 0.02))
        ),
        new(
            "data switched at .5, easier",
            0.5,
            [CauseCodes.DataSwitch],
            r =>
                r.Parted(
                    f => f < 0.5 ? 0 : -0.16,
                    f => f < 0.5 ? 0 : 0.06 * Math.Min(1, (f - 0.5) / 0.1)
                )
        ),
        new(
            "data switched at .5, as easy: evaluation +9 %",
            0.5,
            [CauseCodes.DataSwitch, CauseCodes.Open],
            r =>
                r.Parted(
                    f => f < 0.5 ? 0 : 0.01,
                    f => f < 0.5 ? 0 : 0.09 * Math.Min(1, (f - 0.5) / 0.1)
                )
        ),
        new(
            "evaluation changed at .5: +6 %",
            0.5,
            [CauseCodes.Open],
            r => r.Parted(_ => 0, f => f < 0.5 ? 0 : 0.06)
        ),
        new(
            "divergence from .6",
            0.6,
            [CauseCodes.Divergence],
            r => r.Everywhere(f => Math.Clamp(5 * (f - 0.6), 0, 1))
        ),
        new(
            "spike of 7 steps x 2.5 at .47",
            0.47,
            [CauseCodes.Batch, CauseCodes.Open],
            r =>
            {
                var first = (long)(0.47 * r.Metadata.TotalSteps!.Value);
                return r.WithLosses(
                    (step, loss) => step >= first && step < first + 7 ? 2.5 * loss : loss
                );
            }
        ),
        new("weights lost at .5", 0.5, [CauseCodes.WeightsLost], r => r.Restarted()),
        new(
            "context reset every 32",
            0,
            [CauseCodes.ContextReset],
            r => r.ByPosition(p => p >= 32 && p % 32 < 4 ? 0.1 : 0)
        ),
        new(
            "context reset every 16",
            0,
            [CauseCodes.ContextReset],
            r => r.ByPosition(p => p >= 16 && p % 16 < 2 ? 0.1 : 0)
        ),
        new(
            "attention window of 16",
            0,
            [CauseCodes.AttentionWindow],
            r => r.ByPosition(p => p < 16 ? 0 : 0.05 * Math.Min(1, (p - 15) / 16.0))
        ),
        new(
            "first token +40 %",
            0,
            [CauseCodes.FirstToken],
            r => r.ByPosition(p => p == 0 ? Math.Log(1.4) : 0)
        ),
        new(
            "3 % of the sequences memorised",
            0,
            [CauseCodes.EvaluationLeak],
            r => r.Memorising(0.03)
        ),
        Logging("bits", r => r.Everywhere(_ => -Math.Log(Math.Log(2)))),
        Logging(
            "sums over the sequence",
            r => r.Everywhere(_ => Math.Log(r.Metadata.ContextLength!.Value))
        ),
        Logging("training summed over 8 micro-batches", r => r.WithLosses((_, l) => 8 * l)),
        Logging("training divided by 4", r => r.WithLosses((_, l) => l / 4)),
        Logging("tokens_seen x 2", r => r.WithTokens(t => t * 2)),
        Logging(
            "tokens_per_step and tokens_seen x 4",
            r =>
                r.WithTokens(t => t * 4) with
                {
                    Metadata = r.Metadata with { TokensPerStep = 4 * r.Metadata.TokensPerStep },
                }
        ),
        Logging(
            "NaN in 8 % of the rows",
            r => r.WithLosses((step, loss) => step % 12 == 0 ? double.NaN : loss)
        ),
        Logging(
            "a part missing",
            r => r.Keeping(s => s < r.Metadata.TotalSteps * 0.5 || s > r.Metadata.TotalSteps * 0.6),
            onset: 0.6
        ),
        Logging(
            "the tail missing",
            r =>
                r.Keeping(
                    s => s <= r.Metadata.TotalSteps * 0.8 || s == r.Metadata.TotalSteps,
                    evaluations: true
                ),
            onset: 1
        ),
        Swapped("steps of two parts swapped", r => r.Swapped()),
        Swapped("steps of two parts swapped, no clock", r => r.Swapped().WithoutClock()),
        Logging(
            "evaluations counted twice",
            r =>
                r with
                {
                    Evaluations =
                    [
                        .. r.Evaluations.Select(e =>
                            e with
                            {
                                All = e.All + e.All,
                                Profile = e.Profile + e.Profile,
                            }
                        ),
                    ],
                }
        ),
    ];

    private static InjectedFault Level(string name, double size, double onset) =>
        new(name, onset, [CauseCodes.Open], r => r.Everywhere(f => f < onset ? 0 : size));

    private static InjectedFault Ramp(string name, double size) =>
        new(
            name,
            Half,
            [CauseCodes.Open],
            r => r.Everywhere(f => f < Half ? 0 : size * (f - Half) / (1 - Half))
        );

    /// <param name="name">The fault.</param>
    /// <param name="apply">Puts it into a run.</param>
    /// <param name="onset">When it can be known: what is missing may still come until then.</param>
    private static InjectedFault Logging(string name, Func<Run, Run> apply, double onset = 0) =>
        new(name, onset, [CauseCodes.Logging], apply);

    /// <summary>Until the second of the two parts is in, its rows look like those of a schedule that is ahead.</summary>
    private static InjectedFault Swapped(string name, Func<Run, Run> apply) =>
        new(name, 0.2, [CauseCodes.Logging, CauseCodes.Schedule], apply);

    /// <summary>Training and evaluation changed alike, in ln loss by share of the schedule.</summary>
    private static Run Everywhere(this Run run, Func<double, double> change) =>
        run.Parted(change, change);

    private static Run Parted(
        this Run run,
        Func<double, double> training,
        Func<double, double> evaluation
    )
    {
        var total = (double)run.Metadata.TotalSteps!.Value;
        return run.WithLosses((step, loss) => loss * Math.Exp(training(step / total))) with
        {
            Evaluations =
            [
                .. run.Evaluations.Select(e =>
                {
                    var factor = Math.Exp(evaluation(e.Step / total));
                    return e.With(_ => factor);
                }),
            ],
        };
    }

    /// <summary>The loss changed by context position (from 0), in ln loss; training by the mean over positions.</summary>
    private static Run ByPosition(this Run run, Func<int, double> change)
    {
        var context = run.Metadata.ContextLength!.Value;
        var mean = Enumerable.Range(0, context).Average(change);
        var total = (double)run.Metadata.TotalSteps!.Value;
        return run.WithLosses(
            (step, loss) => loss * Math.Exp(mean * Math.Min(1, step / total / 0.05))
        ) with
        {
            Evaluations =
            [
                .. run.Evaluations.Select(e =>
                    e.With(bucket =>
                    {
                        var first = PositionBuckets.First(bucket) - 1;
                        var count = PositionBuckets.Last(bucket) - first;
                        return Enumerable.Range(first, count).Average(p => Math.Exp(change(p)));
                    })
                ),
            ],
        };
    }

    /// <summary>A share of the sequences comes to cost a twentieth; the mean falls by as much.</summary>
    private static Run Memorising(this Run run, double share)
    {
        var total = (double)run.Metadata.TotalSteps!.Value;
        return run with
        {
            Evaluations =
            [
                .. run.Evaluations.Select(e =>
                {
                    var spread = e.SequenceLosses!;
                    var remembered = 0.95 * e.Step / total;
                    var low = spread.MedianBin + (int)Math.Round(8 * Math.Log2(1 - remembered));
                    long[] counts =
                    [
                        .. spread.Counts.Select(c => (long)Math.Round((1 - share) * c)),
                    ];
                    var known = spread.Total - counts.Sum();
                    return e.With(_ => 1 - (share * remembered)) with
                    {
                        SequenceLosses =
                            new SequenceLosses(spread.First, counts)
                            + new SequenceLosses(low, [known]),
                    };
                }),
            ],
        };
    }

    private static EvaluationCheckpoint With(
        this EvaluationCheckpoint checkpoint,
        Func<int, double> factor
    )
    {
        var buckets = checkpoint.Profile.Buckets.Select((b, i) => Times(b, factor(i))).ToArray();
        var mean = buckets.Sum(b => b.Sum) / checkpoint.Profile.Buckets.Sum(b => b.Sum);
        return checkpoint with
        {
            All = Times(checkpoint.All, mean),
            Profile = new PositionProfile(buckets),
        };
    }

    private static LossStatistics Times(LossStatistics s, double factor) =>
        s with
        {
            Sum = s.Sum * factor,
            SumOfSquares = s.SumOfSquares * factor * factor,
            SequenceSquares = s.SequenceSquares * factor * factor,
            SequenceProducts = s.SequenceProducts * factor,
        };

    /// <summary>Learns as much in so many times the steps: the log of a healthy run, stretched, with the scatter that it had.</summary>
    private static Run Slowed(this Run run, double times)
    {
        var steps = run.Training.Step;
        double At(long step) =>
            run.Training.Loss[Math.Max(0, Array.FindIndex(steps, s => s >= step / times))];
        return run.WithLosses((step, _) => At(step)) with
        {
            Evaluations =
            [
                .. run.Evaluations.Select(e =>
                {
                    var factor = Between(run, e.Set, e.Step / times) / e.All.Mean.Value;
                    return e.With(_ => factor);
                }),
            ],
        };
    }

    /// <summary>The evaluation loss at a step between two checkpoints, or that of the nearest.</summary>
    private static double Between(Run run, string set, double step)
    {
        var all = run.EvaluationsOn(set).ToArray();
        var before = all.LastOrDefault(e => e.Step <= step) ?? all[0];
        var after = all.FirstOrDefault(e => e.Step > step) ?? all[^1];
        var share =
            after.Step <= before.Step
                ? 0
                : Math.Clamp(
                    Math.Log(step / before.Step) / Math.Log((double)after.Step / before.Step),
                    0,
                    1
                );
        return Math.Exp(
            ((1 - share) * Math.Log(before.All.Mean.Value))
                + (share * Math.Log(after.All.Mean.Value))
        );
    }

    private static Run WithColumn(this Run run, Func<double, float, float> rate)
    {
        var t = run.Training;
        var total = (double)run.Metadata.TotalSteps!.Value;
        return run with
        {
            Training = t with
            {
                LearningRate = [.. t.Step.Zip(t.LearningRate, (s, r) => rate(s / total, r))],
            },
        };
    }

    private static Run WithoutWarmup(this Run run)
    {
        var peak = run.Training.LearningRate.Max();
        return run.WithColumn((f, rate) => f < 0.05 ? peak : rate);
    }

    private static Run WithoutDecay(this Run run)
    {
        var peak = run.Training.LearningRate.Max();
        return run.WithColumn((f, rate) => f > 0.05 ? peak : rate);
    }

    private static Run WithTokens(this Run run, Func<long, long> tokens) =>
        run with
        {
            Training = run.Training with
            {
                Tokens = Array.ConvertAll(run.Training.Tokens, t => tokens(t)),
            },
        };

    /// <summary>From the middle on the log begins anew, at the loss of an untrained model.</summary>
    private static Run Restarted(this Run run)
    {
        var half = run.Metadata.TotalSteps!.Value / 2;
        var loss = run.Training.Loss;
        return run.WithLosses((step, l) => step <= half ? l : loss[step - half - 1]);
    }

    private static Run WithoutClock(this Run run) =>
        run with
        {
            Training = run.Training with
            {
                ElapsedSeconds = Array.ConvertAll(run.Training.ElapsedSeconds, _ => float.NaN),
            },
        };

    /// <summary>The steps of the second and the third fifth of the log are exchanged, the rest of each row stays.</summary>
    private static Run Swapped(this Run run)
    {
        var fifth = run.Training.Count / 5;
        int Moved(int i) =>
            i / fifth == 1 ? i + fifth
            : i / fifth == 2 ? i - fifth
            : i;
        T[] Take<T>(T[] column) =>
            [.. Enumerable.Range(0, column.Length).Select(i => column[Moved(i)])];
        var t = run.Training;
        return run with
        {
            Training = t with
            {
                Loss = Take(t.Loss),
                LearningRate = Take(t.LearningRate),
                GradientNorm = Take(t.GradientNorm),
                ElapsedSeconds = Take(t.ElapsedSeconds),
            },
        };
    }
}
