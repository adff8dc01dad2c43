using ScalingPipeline.Parquet;
using ScalingPipeline.Simulation.Files;

namespace ScalingPipeline.Simulation.Tests;

/// <summary>Reads simulated files back with the Parquet reader.</summary>
internal static class Logs
{
    public static byte[] Bytes(this SimulatedFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    public static ParquetFile Open(this SimulatedFile file) =>
        ParquetFile.Open(new MemoryByteSource(file.Bytes()), file.Path);

    public static T[] Column<T>(this SimulatedFile file, string name)
    {
        using var parquet = file.Open();
        var column = parquet.Column(name)!;
        var values = new T[parquet.RowCount];
        var filled = 0;
        for (var group = 0; group < parquet.RowGroups.Count; group++)
        {
            using var reader = parquet.OpenColumn<T>(group, column);
            int read;
            while ((read = reader.Read(values.AsSpan(filled), [], out _)) > 0)
            {
                filled += read;
            }
        }

        Assert.Equal(values.Length, filled);
        return values;
    }

    /// <summary>The losses of an evaluation file in either layout, sequence by sequence.</summary>
    public static float[] EvaluationLosses(this SimulatedFile file)
    {
        using var parquet = file.Open();
        if (parquet.Column("losses") is not { } lists)
        {
            return file.Column<float>("loss");
        }

        var losses = new List<float>();
        for (var group = 0; group < parquet.RowGroups.Count; group++)
        {
            using var reader = parquet.OpenList<float>(group, lists);
            while (reader.Read())
            {
                losses.AddRange(reader.Elements);
            }
        }

        return [.. losses];
    }

    public static IReadOnlyList<SimulatedFile> TrainingFiles(this SimulatedRun run) =>
        [
            .. run.Files()
                .Where(file => file.Path.Contains("/train/", StringComparison.Ordinal))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];

    public static IReadOnlyList<SimulatedFile> EvaluationFiles(this SimulatedRun run) =>
        [
            .. run.Files()
                .Where(file => file.Path.Contains("/eval/", StringComparison.Ordinal))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];

    public static T[] TrainingColumn<T>(this SimulatedRun run, string name) =>
        [.. run.TrainingFiles().SelectMany(file => file.Column<T>(name))];

    public static double FinalEvaluationLoss(this SimulatedRun run) =>
        run.EvaluationFiles()[^1].EvaluationLosses().Average(loss => (double)loss);
}
