using ScalingPipeline.Ingestion.Blobs;

namespace ScalingPipeline.Storage.Tests.Blobs;

/// <summary>Names of all kinds: kept as they are, or refused.</summary>
public abstract partial class BlobStoreContract
{
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

    [Theory]
    [InlineData("\u0085next-line\u2028\u2029.parquet")]
    [InlineData("\u202Egnp.exe\u202C\u2066\u200F/run.json")]
    [InlineData("<img src=x onerror=alert(1)>/&lt;.parquet")]
    [InlineData("x'); DROP TABLE blobs; --/$(reboot)/`id`/${HOME}/%00.parquet")]
    [InlineData("..hidden/...")]
    [InlineData("%2e%2e/%2e%2e%2fetc%2fpasswd")]
    [InlineData(" leading and trailing /  .parquet")]
    [InlineData("e\u0301 and \u00e9.parquet")]
    public async Task A_hostile_name_of_another_writer_is_listed_found_and_read_as_it_is(
        string name
    )
    {
        await RequireAsItIsAsync(name);
    }

    [Fact]
    public async Task The_longest_name_is_listed_found_and_read()
    {
        // 1,024 characters in parts that every file system holds.
        var name = string.Join('/', Enumerable.Repeat(new string('n', 204), 5));
        Assert.Equal(1024, name.Length);
        var store = await NewAsync();
        await PutAsync(name, [1, 2, 3]);

        var item = Assert.Single(await ListAsync(store));
        Assert.Equal(item, await store.Source.FindAsync(name, Cancelled));
        using var source = await store.Source.OpenAsync(item, Cancelled);
        Assert.Equal(3, source.Length);
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task A_name_that_leads_out_of_the_store_does_not_open(string name)
    {
        var store = await NewAsync();
        var blob = new BlobItem(new BlobIdentity(store.Source.Container, name, "any"), 3, default);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() =>
            store.Source.OpenAsync(blob, Cancelled)
        );

        Assert.True(
            refused is ArgumentException or BlobChangedException or PathTooLongException,
            refused.ToString()
        );
    }

    /// <summary>Writes a blob past the sink, and finds it in all ways under its name.</summary>
    protected async Task RequireAsItIsAsync(string name)
    {
        var store = await NewAsync();
        await PutAsync(name, [1, 2, 3]);

        var item = Assert.Single(await ListAsync(store));
        Assert.Equal(name, item.Identity.Name);
        Assert.Equal(item, await store.Source.FindAsync(name, Cancelled));
        using var source = await store.Source.OpenAsync(item, Cancelled);
        var read = new byte[3];
        source.Read(0, read);
        Assert.Equal([1, 2, 3], read);
    }
}
