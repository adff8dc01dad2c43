using System.Text.Json;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation.Files;

/// <summary><c>run.json</c>: what a run declares about itself. A fault that is a mistake of the job is declared as the job would.</summary>
internal static class RunDocument
{
    public static SimulatedFile Of(RunPlan plan) =>
        new(
            $"{plan.Folder}/run.json",
            Step: 0,
            stream => JsonDocuments.Write(stream, json => Write(json, plan))
        );

    private static void Write(Utf8JsonWriter json, RunPlan plan)
    {
        var (domain, shape) = (plan.Domain, plan.Shape);
        json.WriteStartObject();
        json.WriteString("run_id", plan.RunId);
        json.WriteString("domain", domain.Name);
        json.WriteString("architecture", "transformer");
        json.WriteNumber("n_layer", shape.Layers);
        json.WriteNumber("d_model", shape.Width);
        json.WriteNumber("n_head", shape.Heads);
        json.WriteNumber("n_ctx", domain.ContextLength);
        json.WriteNumber("vocab_size", domain.VocabularySize);
        json.WriteNumber("n_params", shape.Parameters);
        json.WriteNumber(
            "n_params_total",
            shape.TotalParameters(domain.VocabularySize, domain.ContextLength)
        );
        json.WriteNumber("tokens_per_step", plan.TokensPerStep);
        json.WriteNumber("learning_rate", plan.PeakLearningRate);
        json.WriteString("schedule", plan.Fault?.Schedule ?? "cosine");
        json.WriteNumber("warmup_steps", plan.WarmupSteps);
        json.WriteNumber("total_steps", plan.TotalSteps);
        json.WriteString("optimizer", "adam(0.9,0.99)");
        if (plan.Fault is { Clips: false })
        {
            json.WriteNull("grad_clip");
        }
        else
        {
            json.WriteNumber("grad_clip", 1);
        }

        json.WriteString("loss_unit", "nats");
        json.WriteStartObject("tokenizer");
        json.WriteString("kind", domain.TokenizerKind);
        json.WriteNumber("bytes_per_token", domain.BytesPerToken);
        json.WriteEndObject();
        json.WriteNumber("bytes_per_token", domain.BytesPerToken);
        json.WriteString("started_at", $"{plan.StartedAt:yyyy-MM-dd'T'HH:mm:sszzz}");
        json.WriteNumber("seed", plan.Seed);
        json.WriteEndObject();
    }
}
