using System.Text.Json;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Simulation.Tests.Files;

public sealed class RunDocumentTests
{
    [Fact]
    public void It_has_the_fields_and_types_of_the_real_runs()
    {
        var real = Parse(
            File.ReadAllBytes(
                SharedData.PathOrSkip("ladder/math/math-tf-n24576-d5242k-s2702/run.json")
            )
        );
        var simulated = Document(SimulatedLadder.Runs(SmallLadder.Options)[0]);

        Assert.Equal(Fields(real), Fields(simulated));
        Assert.Equal(
            Fields(real.GetProperty("tokenizer")),
            Fields(simulated.GetProperty("tokenizer"))
        );
    }

    [Fact]
    public void It_declares_what_the_logs_hold()
    {
        var run = SimulatedLadder.Runs(SmallLadder.Options)[1];
        var document = Document(run);

        Assert.Equal(run.Id, document.GetProperty("run_id").GetString());
        Assert.Equal("nats", document.GetProperty("loss_unit").GetString());
        Assert.Equal(12L * 4 * 256 * 256, document.GetProperty("n_params").GetInt64());
        Assert.Equal(
            document.GetProperty("total_steps").GetInt64(),
            run.TrainingColumn<long>("step")[^1]
        );
        Assert.Equal(
            document.GetProperty("total_steps").GetInt64()
                * document.GetProperty("tokens_per_step").GetInt64(),
            run.TrainingColumn<long>("tokens_seen")[^1]
        );
        Assert.Equal(
            document.GetProperty("learning_rate").GetDouble(),
            run.TrainingColumn<float>("lr").Max(),
            1e-9
        );
    }

    [Fact]
    public void The_start_is_written_as_in_real_runs()
    {
        var document = Document(SimulatedLadder.Runs(SmallLadder.Options)[1]);

        Assert.Equal("2026-01-05T01:37:00+00:00", document.GetProperty("started_at").GetString());
    }

    [Fact]
    public void A_rate_that_is_too_high_is_declared_without_clipping()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new LearningRateTooHigh());

        Assert.Equal(JsonValueKind.Null, Document(faulty).GetProperty("grad_clip").ValueKind);
        Assert.Equal(1, Document(healthy).GetProperty("grad_clip").GetInt32());
    }

    private static JsonElement Document(SimulatedRun run) => Parse(run.Files()[0].Bytes());

    private static JsonElement Parse(byte[] json) => JsonDocument.Parse(json).RootElement;

    private static IEnumerable<(string, JsonValueKind)> Fields(JsonElement document) =>
        document.EnumerateObject().Select(field => (field.Name, field.Value.ValueKind));
}
