using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage.Tests.Blobs;

/// <summary>What every blob store does, whatever it is made of.</summary>
public abstract class BlobStoreContract
{
    /// <summary>Long enough that no adapter holds it whole: 9 MiB and some bytes.</summary>
    private const int LongLength = (9 << 20) + 4321;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_without_blobs_lists_nothing()
    {
        var store = await NewAsync();

        Assert.Empty(await ListAsync(store));
    }

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

    [Theory]
    [InlineData("with space/and+plus.parquet")]
    [InlineData("percent%2F..%2Fescape.parquet")]
    [InlineData("question?mark#hash&and=.parquet")]
    [InlineData("'; DROP TABLE ledger; --.parquet")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"quoted\".parquet")]
    [InlineData("\u202Eright-to-left\u200F.parquet")]
    [InlineData("ünïcødé/日本語/😀.parquet")]
    [InlineData("...")]
    [InlineData(".hidden/..also")]
    public async Task Unusual_names_come_back_as_they_were_written(string name)
    {
        var store = await NewAsync();
        await store.WriteAsync(name, [1, 2, 3]);

        var item = Assert.Single(await ListAsync(store));
        using var source = await store.Source.OpenAsync(item, Cancelled);
        var read = new byte[3];
        source.Read(0, read);

        Assert.Equal(name, item.Identity.Name);
        Assert.Equal([1, 2, 3], read);
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task Names_that_could_leave_the_store_are_refused_and_nothing_is_written(
        string name
    )
    {
        var store = await NewAsync();
        var called = false;

        await Assert.ThrowsAsync<ArgumentException>(() =>
            store.Sink.WriteAsync(
                name,
                (_, _) =>
                {
                    called = true;
                    return Task.CompletedTask;
                },
                Cancelled
            )
        );

        Assert.False(called);
        Assert.Empty(await ListAsync(store));
    }

    public static TheoryData<string> HostileNames() =>
        new(
            "",
            "/",
            "/etc/passwd",
            "..",
            "../outside",
            "a/../../outside",
            "a//b",
            "a/./b",
            "a/",
            "a\\..\\b",
            "c:\\windows",
            "nul\0byte",
            "line\nbreak",
            "bell\a",
            "\u0085next-line",
            new string('x', 256),
            new string('x', 1025)
        );

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
    public async Task A_cancelled_listing_stops()
    {
        var store = await NewAsync();
        await store.WriteAsync("a.parquet", [1]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await store
                .Source.ListAsync(new CancellationToken(canceled: true))
                .CountAsync(Cancelled)
        );
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("b", 4)]
    [InlineData("b/", 3)]
    [InlineData("b/d", 2)]
    [InlineData("b/d/2.parquet", 1)]
    [InlineData("b/d/2.parquet/", 0)]
    [InlineData("nowhere/", 0)]
    [InlineData("../", 0)]
    [InlineData("/", 0)]
    public async Task A_prefix_lists_the_names_that_begin_with_it(string prefix, int expected)
    {
        var store = await NewAsync();
        foreach (
            var name in new[] { "a", "b/c/0", "b/d/1.parquet", "b/d/2.parquet", "b-side/3.parquet" }
        )
        {
            await store.WriteAsync(name, [1]);
        }

        var names = await NamesAsync(store, new BlobListing(prefix));

        Assert.Equal(expected, names.Count);
        Assert.All(names, name => Assert.StartsWith(prefix, name));
    }

    [Fact]
    public async Task Pages_hold_at_most_what_is_asked_for_and_together_every_blob_once_in_the_same_order()
    {
        var store = await NewAsync();
        await WriteSevenAsync(store);

        var pages = await store
            .Source.ListAsync(new BlobListing(PageSize: 2), Cancelled)
            .ToListAsync(Cancelled);

        Assert.All(pages, page => Assert.InRange(page.Items.Count, 0, 2));
        Assert.All(pages[..^1], page => Assert.NotNull(page.Continuation));
        Assert.Null(pages[^1].Continuation);
        Assert.Equal(
            await NamesAsync(store, new BlobListing()),
            pages.SelectMany(page => page.Items).Select(item => item.Identity.Name)
        );
        Assert.Equal(7, pages.SelectMany(page => page.Items).Distinct().Count());
    }

    [Fact]
    public async Task A_listing_goes_on_after_any_page()
    {
        var store = await NewAsync();
        await WriteSevenAsync(store);
        var pages = await store
            .Source.ListAsync(new BlobListing("runs/", PageSize: 2), Cancelled)
            .ToListAsync(Cancelled);

        for (var done = 1; done < pages.Count; done++)
        {
            var rest = await NamesAsync(
                store,
                new BlobListing("runs/", pages[done - 1].Continuation)
            );
            Assert.Equal(
                pages.Skip(done).SelectMany(page => page.Items).Select(item => item.Identity.Name),
                rest
            );
        }
    }

    [Fact]
    public async Task A_listing_goes_on_where_the_blobs_around_the_continuation_were_deleted()
    {
        var store = await NewAsync();
        await WriteSevenAsync(store);
        var all = await NamesAsync(store, new BlobListing());
        var first = await store
            .Source.ListAsync(new BlobListing(PageSize: 3), Cancelled)
            .FirstAsync(Cancelled);
        var done = first.Items.Count;
        await DeleteAsync(all[done - 1]);
        await DeleteAsync(all[done]);

        var rest = await NamesAsync(store, new BlobListing(null, first.Continuation));

        Assert.Equal(all[(done + 1)..], rest);
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

    [Theory]
    [InlineData("gone.parquet")]
    [InlineData("runs")]
    [InlineData("runs/")]
    [InlineData("RUNS/a.parquet")]
    [InlineData("runs/a.parquet/")]
    [InlineData("runs/a.parquet/b")]
    [MemberData(nameof(HostileNames))]
    [InlineData("runs/../runs/a.parquet")]
    [InlineData("./runs/a.parquet")]
    [InlineData("runs//a.parquet")]
    [InlineData("/runs/a.parquet")]
    public async Task What_is_no_blob_is_not_found(string name)
    {
        var store = await NewAsync();
        await store.WriteAsync("runs/a.parquet", [1, 2, 3]);

        Assert.Null(await store.Source.FindAsync(name, Cancelled));
    }

    /// <summary>A new store without blobs.</summary>
    protected abstract Task<BlobStore> NewAsync();

    /// <summary>Deletes a blob of the store made last, behind its back.</summary>
    protected abstract Task DeleteAsync(string name);

    private static async Task<List<BlobItem>> ListAsync(BlobStore store) =>
        [
            .. (await store.Source.ListAsync(Cancelled).ToListAsync(Cancelled)).OrderBy(
                i => i.Identity.Name,
                StringComparer.Ordinal
            ),
        ];

    private static Task WriteSevenAsync(BlobStore store) =>
        Task.WhenAll(
            new[]
            {
                "runs-b/1",
                "runs.json",
                "runs/1",
                "runs/a-b",
                "runs/a/1",
                "runs/a/2",
                "z",
            }.Select(name => store.WriteAsync(name, [1]))
        );

    private static async Task<List<string>> NamesAsync(BlobStore store, BlobListing listing) =>
        await store
            .Source.ListAsync(listing, Cancelled)
            .SelectMany(page => page.Items)
            .Select(item => item.Identity.Name)
            .ToListAsync(Cancelled);
}
