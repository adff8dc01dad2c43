using System.Text.Json;
using ScalingPipeline.Simulation.Faults;

namespace ScalingPipeline.Simulation.Tests.Files;

public sealed class LabelsDocumentTests
{
    private static readonly SimulationOptions _options = SmallLadder.Options with
    {
        Faults = FaultCatalogue.All,
    };

    private readonly JsonElement _labels = JsonDocument
        .Parse(SimulatedLadder.Labels(_options).Bytes())
        .RootElement;

    [Fact]
    public void Every_faulty_run_is_labelled_with_its_fault_and_the_alert_to_expect()
    {
        var faulty = SimulatedLadder.Runs(_options).Where(run => run.Fault is not null);

        Assert.Equal(
            faulty.Select(run => (run.Id, run.Domain, run.Fault!.Name, run.Fault.ExpectedAlert)),
            _labels
                .GetProperty("faults")
                .EnumerateArray()
                .Select(label =>
                    (
                        label.GetProperty("run").GetString()!,
                        label.GetProperty("domain").GetString()!,
                        label.GetProperty("fault").GetString()!,
                        label.GetProperty("expected_alert").GetString()
                    )
                )
        );
    }

    [Fact]
    public void The_size_of_a_fault_is_written_beside_it()
    {
        var spike = _labels
            .GetProperty("faults")
            .EnumerateArray()
            .Single(label => label.GetProperty("fault").GetString() == "loss-spike");

        Assert.Equal(2, spike.GetProperty("parameters").GetProperty("height").GetDouble());
    }

    [Fact]
    public void The_causes_that_are_right_are_written_beside_the_alert()
    {
        var lost = _labels
            .GetProperty("faults")
            .EnumerateArray()
            .Single(label => label.GetProperty("fault").GetString() == "weights-lost");

        Assert.Equal(
            ["weights-not-restored"],
            lost.GetProperty("expected_causes").EnumerateArray().Select(cause => cause.GetString())
        );
        Assert.Contains(
            "loss-spike",
            lost.GetProperty("other_alerts").EnumerateArray().Select(code => code.GetString())
        );
    }

    [Fact]
    public void The_laws_behind_the_numbers_are_given_with_their_source()
    {
        var language = _labels.GetProperty("domains")[0];

        Assert.Equal(0.33917084, language.GetProperty("alpha").GetDouble());
        Assert.Contains("Hoffmann", language.GetProperty("source").GetString());
        Assert.Equal(6, _labels.GetProperty("healthy_runs").GetInt32());
    }
}
