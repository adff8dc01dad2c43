using ScalingPipeline.Simulation.Files;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>The last training part breaks off: no footer, no <c>PAR1</c> at its end. It is to be waited for, not read and not alerted about.</summary>
public sealed class HalfWrittenFile : Fault
{
    /// <summary>Share of the bytes that arrived.</summary>
    public double Share { get; init; } = 0.6;

    public override string Name => "half-written-file";

    public override string Description =>
        $"the last training part breaks off after {Share:P0} of its bytes; the ledger keeps it as in progress";

    public override string? ExpectedAlert => null;

    public override IReadOnlyList<KeyValuePair<string, double>> Parameters =>
        [new("share_of_bytes", Share)];

    internal override IReadOnlyList<SimulatedFile> OnTrainingFiles(
        IReadOnlyList<SimulatedFile> parts
    )
    {
        var last = parts[^1];
        return [.. parts.SkipLast(1), last with { Write = stream => WriteStart(last, stream) }];
    }

    private void WriteStart(SimulatedFile file, Stream stream)
    {
        using var whole = new MemoryStream();
        file.Write(whole);
        stream.Write(whole.GetBuffer(), 0, (int)(whole.Length * Share));
    }
}
