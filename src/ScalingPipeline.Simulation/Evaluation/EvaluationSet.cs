using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Evaluation;

/// <summary>
/// The evaluation set of a domain: the same sequences for every run and checkpoint, so that differences between runs are paired. How hard each
/// token is, relative to the mean of the set, is fixed here: position, sequence and token each have their part. The sequence's part makes the tokens of
/// one sequence dependent: the standard error clustered by sequence comes to 2 to 4 times the naive one.
/// </summary>
internal sealed class EvaluationSet
{
    private const double SequenceSpread = 0.3;

    /// <summary>Tokens are exponential; with the part of their sequence they are cut off here, so that none costs an absurd loss.</summary>
    private const double HardestToken = 4;

    private const int DifficultyLevels = 5;

    public EvaluationSet(SimulatedDomain domain, int sequences, long seed)
    {
        var random = new SeededRandom(seed, "evaluation set", domain.Name);
        Sequences = sequences;
        ContextLength = domain.ContextLength;
        Hardness = new float[sequences * ContextLength];
        TokenIds = new int[sequences * ContextLength];
        Difficulty = domain.HasDifficulty ? new int[sequences] : null;

        var profile = domain.Profile.FactorsOver(ContextLength);
        var raw = new double[Hardness.Length];
        var total = 0.0;
        for (var sequence = 0; sequence < sequences; sequence++)
        {
            var ofSequence = random.NextFactor(SequenceSpread);
            if (Difficulty is not null)
            {
                Difficulty[sequence] = 1 + (sequence * DifficultyLevels / sequences);
                ofSequence *= 0.85 + (0.05 * Difficulty[sequence]);
            }

            for (var position = 0; position < ContextLength; position++)
            {
                var index = (sequence * ContextLength) + position;
                raw[index] =
                    profile[position]
                    * Math.Min(ofSequence * random.NextExponential(), HardestToken);
                total += raw[index];

                // Squaring favours small ids: frequent tokens come first, as in most tokenizers.
                var uniform = random.NextUniform();
                TokenIds[index] = (int)(domain.VocabularySize * uniform * uniform);
            }
        }

        for (var index = 0; index < raw.Length; index++)
        {
            Hardness[index] = (float)(raw[index] * raw.Length / total);
        }
    }

    public int Sequences { get; }

    public int ContextLength { get; }

    /// <summary>Sequence by sequence; their mean is 1.</summary>
    public float[] Hardness { get; }

    /// <summary>Sequence by sequence.</summary>
    public int[] TokenIds { get; }

    /// <summary>One per sequence, 1 to 5; null where the domain has none.</summary>
    public int[]? Difficulty { get; }
}
