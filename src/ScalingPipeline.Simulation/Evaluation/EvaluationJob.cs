using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Simulation.Ladder;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Evaluation;

/// <summary>Makes the per-token losses of a run's checkpoints.</summary>
internal sealed class EvaluationJob
{
    // What a model finds harder or easier than its siblings do: it stays with the run through all checkpoints.
    private const double OwnTokenSpread = 0.25;
    private const double OwnSequenceSpread = 0.03;

    private readonly RunPlan _plan;
    private readonly SimulationOptions _options;
    private readonly LearningCurve _curve;
    private readonly float[] _hardness;
    private readonly int _contextLength;

    public EvaluationJob(RunPlan plan, SimulationOptions options, EvaluationSet set)
    {
        _plan = plan;
        _options = options;
        _curve = new LearningCurve(plan);
        _hardness = new float[set.Hardness.Length];
        _contextLength = set.ContextLength;

        var positions = plan.Fault?.OnPositions(plan.Domain);
        var random = new SeededRandom(options.Seed, "evaluation", plan.RunId);
        for (var sequence = 0; sequence < set.Sequences; sequence++)
        {
            var ofSequence = random.NextFactor(OwnSequenceSpread);
            for (var position = 0; position < set.ContextLength; position++)
            {
                var index = (sequence * set.ContextLength) + position;
                _hardness[index] = (float)(
                    set.Hardness[index] * ofSequence * random.NextFactor(OwnTokenSpread)
                );
                if (positions is not null)
                {
                    _hardness[index] *= (float)positions[position];
                }
            }
        }
    }

    /// <summary>The losses after <paramref name="step"/> updates in the unit logged, sequence by sequence.</summary>
    public float[] LossesAt(int step)
    {
        var mean = _curve.EvaluationLossAfter(step);
        var learned = LearnedShare.Of(mean, _plan.Domain.InitialLoss);
        var losses = new float[_hardness.Length];
        for (var index = 0; index < losses.Length; index++)
        {
            losses[index] = (float)(mean * (1 + (learned * (_hardness[index] - 1))));
        }

        if (_plan.Fault is { } fault)
        {
            OnSequences(fault, losses, _curve.At(step));
            fault.OnEvaluationLosses(
                losses,
                new SeededRandom(_options.Seed, "evaluation fault", _plan.RunId, $"{step}")
            );
        }

        return losses;
    }

    private void OnSequences(Fault fault, float[] losses, CurvePoint at)
    {
        for (var first = 0; first < losses.Length; first += _contextLength)
        {
            var factor = (float)fault.OnSequence(first / _contextLength, at);
            foreach (ref var loss in losses.AsSpan(first, _contextLength))
            {
                loss *= factor;
            }
        }
    }
}
