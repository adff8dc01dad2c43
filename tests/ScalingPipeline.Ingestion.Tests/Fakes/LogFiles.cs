using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Tests.Fakes;

/// <summary>Row of the token layout.</summary>
internal readonly record struct TokenRow(long Sequence, int Position, double Loss);

/// <summary>Makes log files as training jobs write them.</summary>
internal static class LogFiles
{
    public static byte[] Tokens(
        IReadOnlyList<TokenRow> rows,
        int rowsPerGroup = int.MaxValue,
        bool isDouble = false
    )
    {
        var loss = isDouble
            ? OutputColumn.Double("loss", nullable: true)
            : OutputColumn.Float("loss", nullable: true);
        return Write(
            [OutputColumn.Int32("sequence_id"), OutputColumn.Int32("position"), loss],
            writer =>
            {
                foreach (var chunk in rows.Chunk(Math.Min(rowsPerGroup, Math.Max(1, rows.Count))))
                {
                    writer.BeginRowGroup(chunk.Length);
                    writer.Write<int>(chunk.Select(r => (int)r.Sequence).ToArray());
                    writer.Write<int>(chunk.Select(r => r.Position).ToArray());
                    if (isDouble)
                    {
                        writer.Write<double>(chunk.Select(r => r.Loss).ToArray());
                    }
                    else
                    {
                        writer.Write<float>(chunk.Select(r => (float)r.Loss).ToArray());
                    }
                }
            }
        );
    }

    public static byte[] Lists(IReadOnlyList<(long Sequence, float[] Losses)> rows) =>
        Write(
            [OutputColumn.Int64("sequence_id"), OutputColumn.FloatList("losses")],
            writer =>
            {
                writer.BeginRowGroup(rows.Count);
                writer.Write<long>(rows.Select(r => r.Sequence).ToArray());
                writer.WriteLists(
                    rows.Select(r => r.Losses.Length).ToArray(),
                    rows.SelectMany(r => r.Losses).ToArray()
                );
            }
        );

    public static byte[] Training(
        IReadOnlyList<(long Step, double Loss)> rows,
        long tokensPerStep = 100
    ) =>
        Write(
            [
                OutputColumn.Int64("step"),
                OutputColumn.Int64("tokens_seen"),
                OutputColumn.Float("loss"),
                OutputColumn.Float("lr"),
            ],
            writer =>
            {
                writer.BeginRowGroup(rows.Count);
                writer.Write<long>(rows.Select(r => r.Step).ToArray());
                writer.Write<long>(rows.Select(r => r.Step * tokensPerStep).ToArray());
                writer.Write<float>(rows.Select(r => (float)r.Loss).ToArray());
                writer.Write<float>(rows.Select(_ => 1e-3f).ToArray());
            }
        );

    /// <summary>Sequences of equal length with the losses of a seeded generator, in order.</summary>
    public static IReadOnlyList<TokenRow> Evaluation(int seed, int sequences, int length)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, sequences)
                .SelectMany(s =>
                    Enumerable
                        .Range(0, length)
                        .Select(p => new TokenRow(s, p, (float)(random.NextDouble() * 4)))
                ),
        ];
    }

    public static string Declaration(string run, string unit = "nats", string extra = "") =>
        $$"""
            { "run_id": "{{run}}", "domain": "toy", "architecture": "transformer", "n_params": 3072, "n_ctx": 8,
              "tokens_per_step": 100, "total_steps": 20, "loss_unit": "{{unit}}"{{extra}} }
            """;

    public static byte[] Write(IReadOnlyList<OutputColumn> columns, Action<ParquetWriter> write)
    {
        using var content = new MemoryStream();
        using (var writer = new ParquetWriter(content, columns))
        {
            write(writer);
            writer.Finish();
        }

        return content.ToArray();
    }
}
