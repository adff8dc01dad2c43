using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage.Tests.Blobs;

/// <summary>What every blob store does, whatever it is made of.</summary>
public abstract partial class BlobStoreContract
{
    /// <summary>Long enough that no adapter holds it whole: 9 MiB and some bytes.</summary>
    private const int LongLength = (9 << 20) + 4321;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_is_listed_with_its_size_under_the_container_of_the_store()
    {
        var store = await NewAsync();
        await store.WriteAsync("a/one.parquet", [1, 2, 3]);
        await store.WriteAsync("two.json", [4]);

        var items = await ListAsync(store);

        Assert.Equal(
            [("a/one.parquet", 3L), ("two.json", 1L)],
            items.Select(i => (i.Identity.Name, i.Size))
        );
        Assert.All(items, i => Assert.Equal(store.Source.Container, i.Identity.Container));
    }

    [Fact]
    public async Task Listing_again_gives_the_same_identities()
    {
        var store = await NewAsync();
        await store.WriteAsync("a/one.parquet", [1, 2, 3]);

        Assert.Equal(await ListAsync(store), await ListAsync(store));
    }

    [Fact]
    public async Task Any_range_of_a_long_blob_is_read_as_written()
    {
        var store = await NewAsync();
        var content = new byte[LongLength];
        new Random(1).NextBytes(content);
        await store.WriteAsync("long.parquet", content);
        using var source = await store.Source.OpenAsync(
            Assert.Single(await ListAsync(store)),
            Cancelled
        );

        Assert.Equal(content.Length, source.Length);
        var ranges =
            from start in Gen.Choose(0, LongLength)
            from length in Gen.Frequency(
                (4, Gen.Choose(0, 100_000)),
                (1, Gen.Choose(0, LongLength))
            )
            select (Start: start, Length: Math.Min(length, LongLength - start));
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(
                ranges.ToArbitrary(),
                range =>
                {
                    var read = new byte[range.Length];
                    source.Read(range.Start, read);
                    return content.AsSpan(range.Start, range.Length).SequenceEqual(read);
                }
            )
        );
    }

    [Fact]
    public async Task Parallel_reads_of_one_blob_do_not_mix()
    {
        var store = await NewAsync();
        var content = new byte[LongLength];
        new Random(2).NextBytes(content);
        await store.WriteAsync("long.parquet", content);
        using var source = await store.Source.OpenAsync(
            Assert.Single(await ListAsync(store)),
            Cancelled
        );

        await Parallel.ForAsync(
            0,
            32,
            Cancelled,
            (part, _) =>
            {
                var read = new byte[200_000];
                var start = part * 280_000;
                source.Read(start, read);
                Assert.True(content.AsSpan(start, read.Length).SequenceEqual(read));
                return ValueTask.CompletedTask;
            }
        );
    }

    [Fact]
    public async Task Reading_past_the_end_is_an_error()
    {
        var store = await NewAsync();
        await store.WriteAsync("short.parquet", [1, 2, 3]);
        using var source = await store.Source.OpenAsync(
            Assert.Single(await ListAsync(store)),
            Cancelled
        );

        Assert.Throws<EndOfStreamException>(() => source.Read(1, new byte[3]));
    }

    [Fact]
    public async Task An_empty_blob_opens_with_length_0()
    {
        var store = await NewAsync();
        await store.WriteAsync("empty.parquet", []);

        using var source = await store.Source.OpenAsync(
            Assert.Single(await ListAsync(store)),
            Cancelled
        );

        Assert.Equal(0, source.Length);
    }

    [Fact]
    public async Task An_overwritten_blob_is_another_version_and_the_listed_one_does_not_open()
    {
        var store = await NewAsync();
        await store.WriteAsync("a.parquet", [1, 2, 3]);
        var listed = Assert.Single(await ListAsync(store));

        await store.WriteAsync("a.parquet", [1, 2, 3, 4]);

        var newer = Assert.Single(await ListAsync(store));
        Assert.Equal(listed.Identity.Name, newer.Identity.Name);
        Assert.NotEqual(listed.Identity.ETag, newer.Identity.ETag);
        var refused = await Assert.ThrowsAsync<BlobChangedException>(() =>
            store.Source.OpenAsync(listed, Cancelled)
        );
        Assert.Equal(listed.Identity, refused.Blob);
    }

    [Fact]
    public async Task A_blob_that_is_overwritten_while_it_is_read_never_gives_bytes_of_another_version()
    {
        var store = await NewAsync();
        await store.WriteAsync("a.parquet", new byte[LongLength]);
        using var source = await store.Source.OpenAsync(
            Assert.Single(await ListAsync(store)),
            Cancelled
        );

        await store.WriteAsync("a.parquet", [.. Enumerable.Repeat((byte)7, LongLength + 1)]);

        Assert.Throws<BlobChangedException>(() => source.Read(0, new byte[1000]));
    }

    [Fact]
    public async Task A_deleted_blob_does_not_open()
    {
        var store = await NewAsync();
        await store.WriteAsync("a.parquet", [1, 2, 3]);
        var listed = Assert.Single(await ListAsync(store));

        await DeleteAsync("a.parquet");

        await Assert.ThrowsAsync<BlobChangedException>(() =>
            store.Source.OpenAsync(listed, Cancelled)
        );
        Assert.Empty(await ListAsync(store));
    }

    [Fact]
    public async Task A_writer_that_fails_leaves_the_old_content_in_place()
    {
        var store = await NewAsync();
        await store.WriteAsync("report.html", [1, 2, 3]);
        var before = await ListAsync(store);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            store.Sink.WriteAsync(
                "report.html",
                async (stream, cancellationToken) =>
                {
                    await stream.WriteAsync(new byte[100], cancellationToken);
                    throw new InvalidOperationException("the writer failed");
                },
                Cancelled
            )
        );

        Assert.Equal(before, await ListAsync(store));
    }

    [Fact]
    public async Task Half_written_content_is_not_listed()
    {
        var store = await NewAsync();

        await store.Sink.WriteAsync(
            "report.html",
            async (stream, cancellationToken) =>
            {
                await stream.WriteAsync(new byte[100_000], cancellationToken);
                await stream.FlushAsync(cancellationToken);
                Assert.Empty(await ListAsync(store));
            },
            Cancelled
        );

        Assert.Equal(100_000, Assert.Single(await ListAsync(store)).Size);
    }

    [Fact]
    public async Task Writing_again_replaces_the_content()
    {
        var store = await NewAsync();
        await store.WriteAsync("latest.json", [1, 2, 3]);

        await store.WriteAsync("latest.json", [1, 2, 3]);
        await store.WriteAsync("latest.json", [9]);

        Assert.Equal(1, Assert.Single(await ListAsync(store)).Size);
    }

    [Fact]
    public async Task A_blob_is_found_as_it_is_listed()
    {
        var store = await NewAsync();
        await store.WriteAsync("runs/a b+c%20.parquet", [1, 2, 3]);

        var found = await store.Source.FindAsync("runs/a b+c%20.parquet", Cancelled);

        Assert.Equal(Assert.Single(await ListAsync(store)), found);
    }

    [Fact]
    public async Task The_newest_version_is_found_and_opens()
    {
        var store = await NewAsync();
        await store.WriteAsync("a.parquet", [1, 2, 3]);
        await store.WriteAsync("a.parquet", [1, 2, 3, 4]);

        var found = await store.Source.FindAsync("a.parquet", Cancelled);
        using var source = await store.Source.OpenAsync(found!, Cancelled);

        Assert.Equal(4, source.Length);
    }

    /// <summary>A new store without blobs.</summary>
    protected abstract Task<BlobStore> NewAsync();

    /// <summary>Deletes a blob of the store made last, behind its back.</summary>
    protected abstract Task DeleteAsync(string name);

    /// <summary>Writes a blob into the store made last, past the sink and its rules.</summary>
    protected abstract Task PutAsync(string name, byte[] content);

    private static async Task<List<BlobItem>> ListAsync(BlobStore store) =>
        [
            .. (await store.Source.ListAsync(Cancelled).ToListAsync(Cancelled)).OrderBy(
                i => i.Identity.Name,
                StringComparer.Ordinal
            ),
        ];
}
