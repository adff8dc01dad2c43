using Azure.Storage.Blobs;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Storage.AzureBlobs;
using ScalingPipeline.Storage.Blobs;
using ScalingPipeline.Storage.Tests.Blobs;
using ScalingPipeline.Testing;
using ScalingPipeline.Testing.Faults;

namespace ScalingPipeline.Storage.Tests.AzureBlobs;

/// <summary>A real Azurite behind a proxy that lets requests go wrong.</summary>
public sealed class AzureBlobFaultTests(AzuriteServer azurite) : IAsyncLifetime
{
    /// <summary>Long enough to be read in several requests: 9 MiB and some bytes.</summary>
    private const int LongLength = (9 << 20) + 4321;

    private FaultProxy? _proxy;
    private BlobStore? _store;
    private BlobStore? _direct;

    public static TheoryData<FaultKind> Kinds => [.. FaultPlans.Kinds];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private FaultProxy Proxy => _proxy!;

    /// <summary>Through the proxy.</summary>
    private BlobStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        var container = await azurite.NewContainerOrSkipAsync();
        _proxy = await FaultProxy.StartAsync(container.Url);
        _direct = BlobStores.Open(container.Url, container.ConnectionString);
        _store = BlobStores.Open(
            _proxy.Through(container.Url),
            _proxy.Through(container.ConnectionString)
        );
        await new BlobContainerClient(
            container.ConnectionString,
            new Uri(container.Url).Segments[^1]
        ).CreateAsync(cancellationToken: Cancelled);
    }

    public ValueTask DisposeAsync() => _proxy?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_blob_is_listed_found_and_read_whole_when_many_requests_go_wrong(
        FaultKind kind
    )
    {
        var content = await WriteLongAsync();
        Proxy.Plan = FaultPlans.Seeded(seed: 5, rate: 0.4, kind);

        while (Proxy.Counts[kind] < 4)
        {
            var (found, read) = await PatientlyAsync(async () =>
            {
                var listed = Assert.Single(
                    await Store.Source.ListAsync(Cancelled).ToListAsync(Cancelled)
                );
                var found = await Store.Source.FindAsync("long.parquet", Cancelled);
                Assert.Equal(listed, found);
                using var source = await Store.Source.OpenAsync(listed, Cancelled);
                var read = new byte[source.Length];
                source.Read(0, read);
                return (found, read);
            });

            Assert.Equal(LongLength, found!.Size);
            Assert.True(content.AsSpan().SequenceEqual(read));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_written_is_whole_or_refused_when_many_requests_go_wrong(
        FaultKind kind
    )
    {
        Proxy.Plan = FaultPlans.Seeded(seed: 5, rate: 0.4, kind);
        for (var version = 1; Proxy.Counts[kind] < 4; version++)
        {
            var content = Enumerable.Repeat((byte)version, 1000 * version).ToArray();
            await PatientlyAsync(async () =>
            {
                await Store.WriteAsync("a.json", content);
                return true;
            });

            Assert.Equal(content, await ReadAsync(_direct!, "a.json"));
        }
    }

    [Fact]
    public async Task Whatever_goes_wrong_bytes_are_right_or_there_are_none()
    {
        var content = await WriteLongAsync();
        var item = (await Store.Source.FindAsync("long.parquet", Cancelled))!;
        var random = new Random(3);
        var (right, refused) = (0, 0);
        Proxy.Latency = TimeSpan.FromMilliseconds(1);
        Proxy.Plan = FaultPlans.Seeded(seed: 7, rate: 0.5);
        for (var reading = 0; reading < 20; reading++)
        {
            try
            {
                using var source = await Store.Source.OpenAsync(item, Cancelled);
                var start = random.Next(LongLength);
                var read = new byte[random.Next(Math.Min(LongLength - start, 300_000))];
                source.Read(start, read);
                Assert.True(content.AsSpan(start, read.Length).SequenceEqual(read));
                right++;
            }
            catch (StorageUnavailableException)
            {
                refused++;
            }
        }

        Assert.True(right > 0 && Proxy.Counts.Faults > 5, $"{right}, {refused}, {Proxy.Counts}");
    }

    [Theory]
    [InlineData(FaultKind.BodyCut)]
    [InlineData(FaultKind.BodyTruncated)]
    public async Task A_body_that_ends_early_is_never_taken_for_a_short_blob(FaultKind kind)
    {
        await WriteLongAsync();
        var item = (await Store.Source.FindAsync("long.parquet", Cancelled))!;
        using var source = await Store.Source.OpenAsync(item, Cancelled);
        Proxy.Plan = FaultPlans.Always(kind);

        // Neither EndOfStreamException nor BlobChangedException: both would be believed.
        Assert.Throws<StorageUnavailableException>(() => source.Read(0, new byte[1000]));
        await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            Store.Source.OpenAsync(item, Cancelled)
        );
    }

    [Theory]
    [InlineData(FaultKind.BodyCut)]
    [InlineData(FaultKind.BodyTruncated)]
    public async Task A_listing_that_ends_early_is_never_taken_for_a_whole_one(FaultKind kind)
    {
        await Task.WhenAll(
            Enumerable.Range(0, 30).Select(i => _direct!.WriteAsync($"blob-{i}", [1]))
        );
        Proxy.Plan = FaultPlans.Always(kind);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
            await Store.Source.ListAsync(Cancelled).ToListAsync(Cancelled)
        );
    }

    [Theory]
    [InlineData(FaultKind.ServerError, "the storage answered 500 (InternalError).")]
    [InlineData(FaultKind.ServerBusy, "the storage answered 503 (ServerBusy).")]
    [InlineData(FaultKind.TooManyRequests, "the storage answered 429 (TooManyRequests).")]
    [InlineData(
        FaultKind.Reset,
        "the storage cannot be reached; check the address and the network."
    )]
    public async Task Storage_that_stays_away_is_one_sentence_after_the_stated_number_of_requests(
        FaultKind kind,
        string sentence
    )
    {
        await _direct!.WriteAsync("a.parquet", [1, 2, 3]);
        var item = (await Store.Source.FindAsync("a.parquet", Cancelled))!;
        Proxy.Plan = FaultPlans.Always(kind);

        foreach (
            var request in new Func<Task>[]
            {
                () => Store.Source.FindAsync("a.parquet", Cancelled),
                () => Store.Source.OpenAsync(item, Cancelled),
                () => Store.Source.ListAsync(Cancelled).AnyAsync(Cancelled).AsTask(),
                () => Store.WriteAsync("b.json", [1]),
            }
        )
        {
            var before = Proxy.Counts.Requests;
            var down = await Assert.ThrowsAsync<StorageUnavailableException>(request);
            Assert.EndsWith(sentence, down.Message, StringComparison.Ordinal);
            Assert.Equal(AzureClients.Attempts, Proxy.Counts.Requests - before);
        }
    }

    [Fact]
    public async Task A_blob_that_is_overwritten_between_two_requests_is_superseded()
    {
        await WriteLongAsync();
        var item = (await Store.Source.FindAsync("long.parquet", Cancelled))!;
        using var source = await Store.Source.OpenAsync(item, Cancelled);
        var overwritten = false;
        Proxy.Plan = request =>
        {
            if (overwritten || request.Method is not "GET")
            {
                return FaultKind.None;
            }

            // Between what was opened and what is read next.
            overwritten = true;
            _direct!.WriteAsync("long.parquet", new byte[LongLength]).GetAwaiter().GetResult();
            return FaultKind.None;
        };

        Assert.Throws<BlobChangedException>(() => source.Read(0, new byte[5 << 20]));
        Assert.NotEqual(item, await Store.Source.FindAsync("long.parquet", Cancelled));
    }

    [Fact]
    public async Task A_version_that_goes_between_two_halves_of_one_answer_is_superseded()
    {
        await WriteLongAsync();
        var item = (await Store.Source.FindAsync("long.parquet", Cancelled))!;
        using var source = await Store.Source.OpenAsync(item, Cancelled);
        var gets = 0;
        Proxy.Plan = request =>
        {
            if (request.Method is not "GET" || ++gets > 2)
            {
                return FaultKind.None;
            }

            if (gets == 2)
            {
                _direct!.WriteAsync("long.parquet", new byte[LongLength]).GetAwaiter().GetResult();
            }

            return gets == 1 ? FaultKind.BodyCut : FaultKind.None;
        };

        Assert.Throws<BlobChangedException>(() => source.Read(0, new byte[1000]));
    }

    [Fact]
    public async Task Whoever_stops_does_not_wait_for_slow_storage()
    {
        await _direct!.WriteAsync("a.parquet", [1]);
        Proxy.Latency = TimeSpan.FromMinutes(10);
        Proxy.Plan = FaultPlans.Always(FaultKind.Slow);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        var finding = Store.Source.FindAsync("a.parquet", stopping.Token);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finding);
    }

    private async Task<byte[]> WriteLongAsync()
    {
        var content = new byte[LongLength];
        new Random(1).NextBytes(content);
        await _direct!.WriteAsync("long.parquet", content);
        return content;
    }

    private static async Task<byte[]> ReadAsync(BlobStore store, string name)
    {
        using var source = await store.Source.OpenAsync(
            (await store.Source.FindAsync(name, Cancelled))!,
            Cancelled
        );
        var read = new byte[source.Length];
        source.Read(0, read);
        return read;
    }

    /// <summary>As ingestion does: whoever finds the storage unavailable tries again later.</summary>
    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> operation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await operation();
            }
            catch (StorageUnavailableException) when (attempt < 20) { }
        }
    }
}
