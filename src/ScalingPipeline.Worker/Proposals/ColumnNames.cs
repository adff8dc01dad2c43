using ScalingPipeline.Parquet;

namespace ScalingPipeline.Worker.Proposals;

/// <summary>What training frameworks call the columns that a definition maps: only names whose meaning is certain.</summary>
/// <remarks>
/// <para>
/// Left out on purpose: <c>wall_time</c> of TensorBoard, which is the time of day; times and tokens of one interval, as <c>throughput(tps)</c>; losses of
/// an evaluation, as <c>val/loss</c>; sums with auxiliary terms, as <c>train/Perplexity</c>.
/// </para>
/// <para>
/// Of lm-evaluation-harness (EleutherAI/lm-evaluation-harness, lm_eval/evaluator.py) only <c>doc_id</c> is here: its samples hold a sum of
/// log-likelihoods for each document, which is no loss by token.
/// </para>
/// </remarks>
internal static class ColumnNames
{
    /// <summary>
    /// By the key of a definition, this service's own name first. <c>_step</c> is the last of the steps: unless a job says the step, it counts calls of the logger.
    /// </summary>
    /// <remarks>
    /// Read in the sources, by repository and file:
    /// <list type="bullet">
    /// <item><c>_step</c>, <c>_runtime</c>: exports of Weights &amp; Biases (wandb/wandb, wandb/apis/public/runs.py; wandb/docs).</item>
    /// <item><c>loss</c>, <c>learning_rate</c>, <c>grad_norm</c>, <c>step</c>, <c>num_input_tokens_seen</c>: the log history of Hugging Face's Trainer
    /// (huggingface/transformers, src/transformers/trainer.py); the same after <c>train/</c>, with <c>train/global_step</c>: its callback for
    /// Weights &amp; Biases (src/transformers/integrations/integration_utils.py).</item>
    /// <item><c>trainer/global_step</c>: the WandbLogger of Lightning (Lightning-AI/pytorch-lightning, src/lightning/pytorch/loggers/wandb.py).</item>
    /// <item><c>lm loss</c>, <c>learning-rate</c>, <c>grad-norm</c>: NVIDIA/Megatron-LM, megatron/training/training.py; with the name of their group before
    /// them: deepspeedai/Megatron-DeepSpeed, megatron/training.py.</item>
    /// <item><c>iter</c>, <c>train/loss</c>, <c>lr</c>: karpathy/nanoGPT, train.py.</item>
    /// <item><c>train/CrossEntropyLoss</c>, <c>optim/learning_rate_group0</c>, <c>optim/total_grad_norm</c>, <c>throughput/total_tokens</c>: allenai/OLMo,
    /// olmo/train.py.</item>
    /// <item><c>train/CE loss</c>, <c>optim/LR (group 0)</c>, <c>optim/total grad norm</c>, <c>throughput/total tokens</c>: allenai/OLMo-core,
    /// src/olmo_core/train (callbacks/speed_monitor.py and its neighbours).</item>
    /// <item><c>loss_metrics/global_avg_loss</c>, <c>grad_norm</c>: pytorch/torchtitan, torchtitan/components/metrics.py; <c>n_tokens_seen</c>, <c>lr</c>:
    /// torchtitan/train.py.</item>
    /// </list>
    /// </remarks>
    public static IReadOnlyList<(string Key, string[] Names)> Training { get; } =
    [
        (
            "step",
            [
                "step",
                "global_step",
                "train/global_step",
                "trainer/global_step",
                "iteration",
                "iter",
                "_step",
            ]
        ),
        (
            "tokens",
            [
                "tokens_seen",
                "num_input_tokens_seen",
                "train/num_input_tokens_seen",
                "throughput/total_tokens",
                "throughput/total tokens",
                "n_tokens_seen",
            ]
        ),
        (
            "loss",
            [
                "loss",
                "train/loss",
                "lm loss",
                "lm-loss-training/lm loss",
                "train/CrossEntropyLoss",
                "train/CE loss",
                "loss_metrics/global_avg_loss",
            ]
        ),
        (
            "learning_rate",
            [
                "lr",
                "learning_rate",
                "train/learning_rate",
                "learning-rate",
                "learning-rate/learning-rate",
                "optim/learning_rate_group0",
                "optim/LR (group 0)",
            ]
        ),
        (
            "gradient_norm",
            [
                "grad_norm",
                "train/grad_norm",
                "grad-norm",
                "grad-norm/grad-norm",
                "optim/total_grad_norm",
                "optim/total grad norm",
            ]
        ),
        ("elapsed_seconds", ["elapsed_s", "_runtime"]),
    ];

    /// <summary>Of losses by token, which no framework logs by itself: this service's own names, and <c>doc_id</c> of lm-evaluation-harness.</summary>
    public static IReadOnlyList<(string Key, string[] Names)> Evaluation { get; } =
    [
        ("sequence", ["sequence_id", "doc_id"]),
        ("position", ["position"]),
        ("loss", ["loss", "token_loss", "nll"]),
        ("losses", ["losses", "token_losses", "nlls"]),
    ];

    /// <summary>The columns of a file under the keys of a definition.</summary>
    public static IReadOnlyDictionary<string, string> Found(
        ParquetFile file,
        IReadOnlyList<(string Key, string[] Names)> known
    ) =>
        known
            .Select(k => (k.Key, Name: Array.Find(k.Names, name => file.Column(name) is not null)))
            .Where(found => found.Name is not null)
            .ToDictionary(found => found.Key, found => found.Name!, StringComparer.Ordinal);
}
