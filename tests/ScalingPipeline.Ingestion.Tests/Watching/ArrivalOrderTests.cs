using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Tests.Fakes;

namespace ScalingPipeline.Ingestion.Tests.Watching;

public sealed class ArrivalOrderTests
{
    /// <summary>Uploads of one name must stay in their order; everything else may come in any order, with passes anywhere between.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_the_order_of_arrival_the_same_is_counted(int seed)
    {
        var random = new Random(seed);
        var expected = await CountedAsync(Uploads(), _ => false);
        for (var trial = 0; trial < 25; trial++)
        {
            var counted = await CountedAsync(Shuffled(random), _ => random.Next(3) == 0);

            Assert.Equal(expected, counted);
        }
    }

    /// <summary>Notices are lost, doubled and late; the last scan finds what they did not tell of.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_notices_come_the_same_is_counted(int seed)
    {
        var random = new Random(seed);
        var expected = await CountedAsync(Uploads(), _ => false);
        for (var trial = 0; trial < 25; trial++)
        {
            var bench = new Bench();
            foreach (var (name, content) in Shuffled(random))
            {
                bench.Blobs.Upload(name, content);
                var late = bench.Blobs.Names.Where(n => n.StartsWith("toy/")).ToList();
                for (var notice = random.Next(3); notice > 0; notice--)
                {
                    await bench.NoticeAsync(
                        random.Next(2) == 0 ? name : late[random.Next(late.Count)]
                    );
                }

                if (random.Next(4) == 0)
                {
                    await bench.DrainAsync();
                }
            }

            await bench.DrainAsync();
            await bench.ScanAsync();
            await bench.DrainAsync();

            Assert.Equal(expected, bench.Ledger.Counted());
            Assert.Equal(0, await bench.ScanAsync() - Waiting(bench));
        }
    }

    /// <summary>Half-written blobs, and those of an undeclared run, are looked at by every scan.</summary>
    private static long Waiting(Bench bench) =>
        bench
            .Ledger.History.Select(e => e.Blob.Name)
            .Distinct(StringComparer.Ordinal)
            .Count(name => bench.Ledger.Newest(name).State == BlobState.InProgress);

    private static List<(string Name, byte[] Content)> Shuffled(Random random)
    {
        var byName = Uploads()
            .GroupBy(u => u.Name)
            .ToDictionary(g => g.Key, g => new Queue<(string Name, byte[] Content)>(g));
        return
        [
            .. Uploads().OrderBy(_ => random.Next()).ToList().Select(u => byName[u.Name].Dequeue()),
        ];
    }

    private static async Task<IReadOnlyList<string>> CountedAsync(
        IReadOnlyList<(string Name, byte[] Content)> arrivals,
        Func<int, bool> passesAfter
    )
    {
        var bench = new Bench();
        for (var arrival = 0; arrival < arrivals.Count; arrival++)
        {
            bench.Blobs.Upload(arrivals[arrival].Name, arrivals[arrival].Content);
            if (passesAfter(arrival))
            {
                await bench.PassAsync();
            }
        }

        await bench.PassAsync();
        return bench.Ledger.Counted();
    }

    private static IReadOnlyList<(string Name, byte[] Content)> Uploads()
    {
        var evaluation = LogFiles.Evaluation(1, 6, 8);
        var first = LogFiles.Tokens([.. evaluation.Take(24)]);
        var second = LogFiles.Tokens([.. evaluation.Skip(24)]);
        var overlapping = LogFiles.Tokens(LogFiles.Evaluation(9, 2, 8));
        return
        [
            ("toy/r/run.json", Json("bits")),
            ("toy/r/run.json", Json("nats")),
            ("toy/r/train/a.parquet", LogFiles.Training([(1, 3), (2, 2)])),
            ("toy/r/train/b.parquet", LogFiles.Training([(2, 2.5), (3, 1)])),
            ("toy/r/train/copy.parquet", LogFiles.Training([(1, 3), (2, 2)])),
            ("toy/r/eval/step-1.parquet", overlapping),
            ("toy/r/eval/step-1.parquet", first),
            ("toy/r/eval/step-01.parquet", second),
            ("toy/r/eval/step-001.parquet", overlapping),
            ("toy/r/eval/step-0001.parquet", first),
            ("toy/r/eval/step-2.parquet", first[..40]),
            ("toy/r/eval/step-2.parquet", first),
            ("toy/s/eval/step-2.parquet", first),
        ];
    }

    private static byte[] Json(string unit) =>
        System.Text.Encoding.UTF8.GetBytes(LogFiles.Declaration("r", unit));
}
