using ScalingPipeline.Simulation.Files;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>The last training part breaks off: no footer, no <c>PAR1</c> at its end. It is to be waited for, not read; once the run has ended its tail is missing.</summary>
public sealed class HalfWrittenFile : Fault
{
    /// <summary>Share of the bytes that arrived.</summary>
    [FaultSize("share_of_bytes", 0, 1)]
    public double Share { get; init; } = 0.6;

    public override string Name => "half-written-file";

    public override string Description =>
        $"the last training part breaks off after {Share:P0} of its bytes; the ledger keeps it as in progress";

    public override string ExpectedAlert => ExpectedAlerts.MissingSteps;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.Logging];

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
