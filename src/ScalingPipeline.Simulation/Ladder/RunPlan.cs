using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Faults;

namespace ScalingPipeline.Simulation.Ladder;

/// <summary>All that is decided about a run before its logs are made.</summary>
public sealed record RunPlan
{
    private const double WarmupShare = 0.04;

    public required SimulatedDomain Domain { get; init; }

    public required ModelShape Shape { get; init; }

    public required int TotalSteps { get; init; }

    public required long TokensPerStep { get; init; }

    /// <summary>The seed that the run declares.</summary>
    public required int Seed { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The lasting offset of the run's ln(loss) from its law.</summary>
    public required double Offset { get; init; }

    /// <summary>Null for a healthy run.</summary>
    public Fault? Fault { get; init; }

    public string RunId =>
        $"{Domain.RunPrefix}-tf-n{Shape.Parameters}-d{Tokens / 1000}k-s{Seed:0000}";

    /// <summary>The folder of the run's logs below the output folder.</summary>
    public string Folder => $"{Domain.Name}/{RunId}";

    /// <summary>D at the end of the schedule.</summary>
    public long Tokens => TotalSteps * TokensPerStep;

    /// <summary>As declared and done, a fault's included.</summary>
    public int WarmupSteps => Fault?.WarmupSteps(HealthyWarmupSteps) ?? HealthyWarmupSteps;

    /// <summary>The peak learning rate as declared, a fault's included.</summary>
    public double PeakLearningRate => HealthyLearningRate * (Fault?.LearningRateFactor ?? 1);

    /// <summary>The loss at the end of the schedule in nats per token, had the run no fault.</summary>
    public double FinalLoss =>
        PortableLaw.LossOf(Domain.Law, Shape.Parameters, Tokens) * Elementary.Exp(Offset);

    private int HealthyWarmupSteps => Math.Max(1, (int)(TotalSteps * WarmupShare));

    /// <summary>LR(N) = 0.003239 - 0.0001395 ln N (Kaplan et al. 2020, appendix D.6), in whole millionths.</summary>
    private double HealthyLearningRate =>
        Math.Round((0.003239 - (0.0001395 * Elementary.Log(Shape.Parameters))) * 1e6) / 1e6;
}
