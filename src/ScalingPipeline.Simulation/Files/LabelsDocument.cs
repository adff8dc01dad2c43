using System.Text.Json;

namespace ScalingPipeline.Simulation.Files;

/// <summary><c>LABELS.json</c> at the top of the output: the answer key. What law each domain follows, and which runs are faulty in what way.</summary>
internal static class LabelsDocument
{
    public const string Path = "LABELS.json";

    public static SimulatedFile Of(SimulationOptions options, IReadOnlyList<SimulatedRun> runs) =>
        new(
            Path,
            Step: 0,
            stream => JsonDocuments.Write(stream, json => Write(json, options, runs))
        );

    private static void Write(
        Utf8JsonWriter json,
        SimulationOptions options,
        IReadOnlyList<SimulatedRun> runs
    )
    {
        json.WriteStartObject();
        json.WriteNumber("seed", options.Seed);
        json.WriteNumber("step_noise", options.StepNoise);
        json.WriteNumber("seed_noise", options.SeedNoise);
        WriteDomains(json, options);
        json.WriteNumber("healthy_runs", runs.Count(run => run.Fault is null));
        json.WriteStartArray("faults");
        foreach (var run in runs.Where(run => run.Fault is not null))
        {
            WriteFault(json, run);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDomains(Utf8JsonWriter json, SimulationOptions options)
    {
        json.WriteStartArray("domains");
        foreach (var domain in options.Domains)
        {
            json.WriteStartObject();
            json.WriteString("domain", domain.Name);
            json.WriteString("law", "L(N, D) = E + A / N^alpha + B / D^beta");
            json.WriteNumber("E", domain.Law.E);
            json.WriteNumber("A", domain.Law.A);
            json.WriteNumber("alpha", domain.Law.Alpha);
            json.WriteNumber("B", domain.Law.B);
            json.WriteNumber("beta", domain.Law.Beta);
            json.WriteString("source", domain.LawSource);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFault(Utf8JsonWriter json, SimulatedRun run)
    {
        var fault = run.Fault!;
        json.WriteStartObject();
        json.WriteString("run", run.Id);
        json.WriteString("domain", run.Domain);
        json.WriteString("fault", fault.Name);
        json.WriteString("description", fault.Description);
        json.WriteStartObject("parameters");
        foreach (var (name, value) in fault.Parameters)
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
        json.WriteString("expected_alert", fault.ExpectedAlert);
        WriteTexts(json, "other_alerts", fault.OtherAlerts);
        WriteTexts(json, "expected_causes", fault.ExpectedCauses);
        json.WriteNumber("final_loss_without_fault", run.FinalLoss);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
