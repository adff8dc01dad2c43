using ScalingPipeline.Parquet;

namespace ScalingPipeline.Benchmarks.Parquet;

/// <summary>The work of the pipeline: count, mean and variance of the loss at each position, reading only the columns it needs.</summary>
internal static class Workload
{
    private const int Batch = 1 << 12;

    public static PositionMoments Run(string path, int positions, int threads)
    {
        using var file = ParquetFile.Open(path);
        if (threads == 1)
        {
            var alone = new PositionMoments(positions);
            for (var group = 0; group < file.RowGroups.Count; group++)
            {
                Read(file, group, alone);
            }

            return alone;
        }

        var next = -1;
        var parts = new PositionMoments[threads];
        Parallel.For(
            0,
            threads,
            thread =>
            {
                var part = new PositionMoments(positions);
                for (
                    var group = Interlocked.Increment(ref next);
                    group < file.RowGroups.Count;
                    group = Interlocked.Increment(ref next)
                )
                {
                    Read(file, group, part);
                }

                parts[thread] = part;
            }
        );
        foreach (var part in parts[1..])
        {
            parts[0].Add(part);
        }

        return parts[0];
    }

    private static void Read(ParquetFile file, int group, PositionMoments moments)
    {
        if (file.Column("losses") is { } lists)
        {
            ReadLists(file, group, lists, moments);
            return;
        }

        using var positions = file.OpenColumn<int>(group, file.Column("position")!);
        using var losses = file.OpenColumn<float>(group, file.Column("loss")!);
        while (true)
        {
            var at = positions.ReadBatch(Batch, out _);
            if (at.IsEmpty)
            {
                return;
            }

            moments.Add(at, losses.ReadBatch(at.Length, out var isNull), isNull);
        }
    }

    private static void ReadLists(
        ParquetFile file,
        int group,
        ParquetColumn column,
        PositionMoments moments
    )
    {
        using var lists = file.OpenList<float>(group, column);
        while (lists.Read())
        {
            var elements = lists.Elements;
            foreach (var length in lists.Lengths)
            {
                moments.AddRun(0, elements[..length]);
                elements = elements[length..];
            }
        }
    }
}
