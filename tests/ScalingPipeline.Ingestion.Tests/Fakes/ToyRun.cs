namespace ScalingPipeline.Ingestion.Tests.Fakes;

/// <summary>One run of the domain <c>toy</c>: a declaration, a training part and an evaluation.</summary>
internal static class ToyRun
{
    public const string Declaration = "toy/r/run.json";
    public const string Evaluation = "toy/r/eval/step-000020.parquet";
    public const string Training = "toy/r/train/part-0.parquet";

    /// <summary>The evaluation's file.</summary>
    public static byte[] Tokens { get; } = LogFiles.Tokens(LogFiles.Evaluation(1, 4, 8));

    public static void UploadRun(this Bench bench)
    {
        bench.Blobs.Upload(Declaration, LogFiles.Declaration("r"));
        bench.Blobs.Upload(Evaluation, Tokens);
        bench.Blobs.Upload(Training, LogFiles.Training([(1, 3), (2, 2)]));
    }
}
