using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Simulation.Ladder;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Curves;

/// <summary>Makes the per-step log of a run.</summary>
internal static class TrainingJob
{
    // Batches differ little while the model predicts nearly uniformly.
    private const double LeastNoiseShare = 0.3;

    // Gradient norms as real logs show them: large at the start, small after warm-up, slowly rising again.
    private const double GradientStart = 3.5;
    private const double GradientFloor = 0.3;
    private const double GradientRise = 0.45;
    private const double GradientNoise = 0.15;

    // Forward and backward of N parameters at 10^14 FLOP/s over 64 devices, and a constant part per step.
    private const double DeviceFlops = 64e14;
    private const double StepOverhead = 0.05;
    private const double TimingNoise = 0.08;

    public static TrainingLog Run(RunPlan plan, SimulationOptions options)
    {
        var random = new SeededRandom(options.Seed, "training", plan.RunId);
        var curve = new LearningCurve(plan);
        var log = new TrainingLog(plan.TotalSteps);
        var secondsPerStep =
            StepOverhead + (6.0 * plan.Shape.Parameters * plan.TokensPerStep / DeviceFlops);
        var elapsed = 0.0;

        for (var index = 0; index < log.Count; index++)
        {
            var loss = curve.TrainingLossAfter(index);
            var noise =
                options.StepNoise
                * Math.Max(LeastNoiseShare, LearnedShare.Of(loss, plan.Domain.InitialLoss));
            elapsed += secondsPerStep * random.NextFactor(TimingNoise);

            log.Step[index] = index + 1;
            log.TokensSeen[index] = (index + 1) * plan.TokensPerStep;
            log.Loss[index] = (float)(loss * random.NextFactor(noise));
            log.LearningRate[index] = (float)LearningRateSchedule.RateAt(plan, index + 1);
            log.GradientNorm[index] = (float)(
                GradientAfter(index, plan) * random.NextFactor(GradientNoise)
            );
            log.ElapsedSeconds[index] = (float)elapsed;
        }

        plan.Fault?.OnTrainingLog(log, plan, random);
        return log;
    }

    private static double GradientAfter(int updates, RunPlan plan)
    {
        var start = GradientStart * Elementary.Pow(1 + (updates / 8.0), -0.9);
        var healthy = start + GradientFloor + (GradientRise * updates / plan.TotalSteps);
        return healthy
            * (
                plan.Fault?.GradientFactorAt(new(updates, plan.TotalSteps, plan.Domain.InitialLoss))
                ?? 1
            );
    }
}
