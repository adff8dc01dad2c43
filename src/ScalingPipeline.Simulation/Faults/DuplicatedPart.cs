using ScalingPipeline.Simulation.Files;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>A training part is uploaded a second time under the next free name. Counted once, it changes nothing.</summary>
public sealed class DuplicatedPart : Fault
{
    public override string Name => "duplicated-part";

    public override string Description =>
        "the second training part is there twice, the copy under the next free name; counted once it changes nothing";

    public override string? ExpectedAlert => null;

    public override IReadOnlyList<string> ExpectedCauses => [];

    internal override IReadOnlyList<SimulatedFile> OnTrainingFiles(
        IReadOnlyList<SimulatedFile> parts
    )
    {
        var copied = parts[1];
        return
        [
            .. parts,
            copied with
            {
                Path = TrainingFiles.PathOf(TrainingFiles.FolderOf(copied.Path), parts.Count),
                Step = parts[^1].Step,
            },
        ];
    }
}
