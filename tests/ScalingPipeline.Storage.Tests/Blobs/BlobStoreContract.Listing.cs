using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage.Tests.Blobs;

/// <summary>Whole listings, pages, prefixes, and going on.</summary>
public abstract partial class BlobStoreContract
{
    [Fact]
    public async Task A_store_without_blobs_lists_nothing()
    {
        var store = await NewAsync();

        Assert.Empty(await ListAsync(store));
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
