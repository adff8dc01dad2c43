namespace ScalingPipeline.Runs.Units;

/// <summary>The unit a log declares for its losses. It is always declared, never guessed from the numbers.</summary>
public enum LossUnit
{
    /// <summary>Natural-log cross-entropy per token: the unit everything is converted to.</summary>
    Nats,

    /// <summary>Base-2 cross-entropy per token.</summary>
    Bits,

    /// <summary>Base-10 cross-entropy per token.</summary>
    Bans,

    /// <summary>Base-2 cross-entropy per byte of text; needs the bytes per token.</summary>
    BitsPerByte,

    /// <summary>exp(nats per token).</summary>
    Perplexity,

    /// <summary>Nats summed over all predicted tokens of a sequence (nats per image, nats per document); needs the tokens per sequence.</summary>
    NatsPerSequence,
}
