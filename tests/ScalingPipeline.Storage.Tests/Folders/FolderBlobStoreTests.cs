using System.Diagnostics;
using System.Runtime.Versioning;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Storage.Blobs;
using ScalingPipeline.Storage.Folders;
using ScalingPipeline.Storage.Tests.Blobs;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Storage.Tests.Folders;

public sealed class FolderBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Root => _folder.At("store");

    [Fact]
    public async Task The_container_is_the_full_path_however_the_folder_is_named()
    {
        var store = await NewAsync();
        var other = BlobStores.Open(Path.Combine(Root, "..", "store") + "/");

        Assert.Equal($"folder:{Root}", store.Source.Container);
        Assert.Equal(store.Source.Container, other.Source.Container);
    }

    [Fact]
    public async Task A_missing_folder_is_named_in_the_error()
    {
        var store = BlobStores.Open(_folder.At("nowhere"));

        var missing = await Assert.ThrowsAsync<DirectoryNotFoundException>(async () =>
            await store.Source.ListAsync(Cancelled).CountAsync(Cancelled)
        );

        Assert.Contains(_folder.At("nowhere"), missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_are_neither_listed_nor_opened()
    {
        var store = await NewAsync();
        await File.WriteAllTextAsync(_folder.At("secret", "key.parquet"), "secret", Cancelled);
        Directory.CreateSymbolicLink(Path.Combine(Root, "folder"), _folder.At("secret"));
        File.CreateSymbolicLink(
            Path.Combine(Root, "file.parquet"),
            _folder.At("secret", "key.parquet")
        );

        Assert.Equal(0, await store.Source.ListAsync(Cancelled).CountAsync(Cancelled));
        foreach (
            var name in new[] { "file.parquet", "folder/key.parquet", "../secret/key.parquet" }
        )
        {
            await Assert.ThrowsAsync<ArgumentException>(() =>
                store.Source.OpenAsync(Item(store, name, 6), Cancelled)
            );
        }
    }

    [Fact]
    public async Task The_same_length_at_another_time_is_another_version()
    {
        var store = await NewAsync();
        await store.WriteAsync("a.parquet", [1, 2, 3]);
        var file = Path.Combine(Root, "a.parquet");
        var before = await store.Source.ListAsync(Cancelled).SingleAsync(Cancelled);

        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddTicks(1));

        var after = await store.Source.ListAsync(Cancelled).SingleAsync(Cancelled);
        Assert.NotEqual(before.Identity, after.Identity);
    }

    [Fact]
    public async Task A_file_that_grows_while_it_is_read_is_another_version()
    {
        var store = await NewAsync();
        await store.WriteAsync("a.parquet", new byte[1000]);
        var item = await store.Source.ListAsync(Cancelled).SingleAsync(Cancelled);
        using var source = await store.Source.OpenAsync(item, Cancelled);
        source.Read(0, new byte[10]);

        await File.AppendAllTextAsync(Path.Combine(Root, "a.parquet"), "more", Cancelled);

        Assert.Throws<BlobChangedException>(() => source.Read(0, new byte[10]));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_without_permission_does_not_hide_the_others()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Permissions do not bind this user");
        var store = await NewAsync();
        await store.WriteAsync("open/a.parquet", [1]);
        await store.WriteAsync("shut/b.parquet", [1]);
        var shut = Path.Combine(Root, "shut");
        File.SetUnixFileMode(shut, UnixFileMode.None);
        try
        {
            var item = await store.Source.ListAsync(Cancelled).SingleAsync(Cancelled);
            Assert.Equal("open/a.parquet", item.Identity.Name);
        }
        finally
        {
            File.SetUnixFileMode(
                shut,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_name_that_is_no_Unicode_is_reported_and_hides_no_other()
    {
        var logger = new RecordingLogger<FolderBlobSource>();
        var store = await NewAsync();
        await store.WriteAsync("a.parquet", [1]);
        // .NET can neither write nor delete such names.
        await ShellAsync(
            "printf x > \"$(printf 'bad\\377.parquet')\"; mkdir \"$(printf 'bad\\376')\"; printf x > \"$(printf 'bad\\376/b')\""
        );
        try
        {
            var source = new FolderBlobSource(Root, logger);
            var item = await source.ListAsync(Cancelled).SingleAsync(Cancelled);

            Assert.Equal("a.parquet", item.Identity.Name);
            Assert.Equal(2, logger.Lines.Count(line => line.Text.Contains("not valid UTF-8")));
        }
        finally
        {
            await ShellAsync("rm -r bad*");
        }
    }

    [Theory]
    [InlineData("back\\slash\\..\\..\\outside.parquet")]
    [InlineData("c:\\windows\\system32")]
    [InlineData("bell\a/escape\u001b[31m/line\nbreak.parquet")]
    [UnsupportedOSPlatform("windows")]
    public Task What_Linux_lets_into_a_name_is_listed_found_and_read_as_it_is(string name) =>
        RequireAsItIsAsync(name);

    [Fact]
    public async Task A_prefix_is_walked_without_a_look_into_other_folders()
    {
        var logger = new RecordingLogger<FolderBlobSource>();
        var store = await NewAsync();
        await store.WriteAsync("a/b/1.parquet", [1]);
        Directory.CreateSymbolicLink(Path.Combine(Root, "link"), Root);
        var source = new FolderBlobSource(Root, logger);

        var pages = await source
            .ListAsync(new BlobListing("a/b/"), Cancelled)
            .ToListAsync(Cancelled);

        Assert.Equal("a/b/1.parquet", Assert.Single(pages.SelectMany(p => p.Items)).Identity.Name);
        Assert.Empty(logger.Lines);
    }

    [Fact]
    public async Task A_prefix_does_not_lead_through_a_link()
    {
        var store = await NewAsync();
        await File.WriteAllTextAsync(_folder.At("secret", "key.parquet"), "secret", Cancelled);
        Directory.CreateSymbolicLink(Path.Combine(Root, "link"), _folder.At("secret"));

        foreach (var prefix in new[] { "link/", "link/key", "../secret/", "a/../../secret/" })
        {
            var pages = await store
                .Source.ListAsync(new BlobListing(prefix), Cancelled)
                .ToListAsync(Cancelled);
            Assert.Empty(pages.SelectMany(p => p.Items));
        }

        Assert.Null(await store.Source.FindAsync("link/key.parquet", Cancelled));
    }

    [Fact]
    public async Task A_blob_is_located_by_its_full_path()
    {
        var store = await NewAsync();

        Assert.Equal(
            Path.Combine(Root, "reports", "latest.html"),
            store.Sink.Locate("reports/latest.html")
        );
        Assert.Throws<ArgumentException>(() => store.Sink.Locate("../latest.html"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task ShellAsync(string command)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh") { ArgumentList = { "-c", command }, WorkingDirectory = Root }
        )!;
        await shell.WaitForExitAsync(Cancelled);
        Assert.Equal(0, shell.ExitCode);
    }

    protected override Task<BlobStore> NewAsync()
    {
        Directory.CreateDirectory(Root);
        return Task.FromResult(BlobStores.Open(Root));
    }

    protected override Task DeleteAsync(string name)
    {
        File.Delete(Path.Combine(Root, name));
        return Task.CompletedTask;
    }

    protected override Task PutAsync(string name, byte[] content) =>
        File.WriteAllBytesAsync(_folder.At(["store", .. name.Split('/')]), content, Cancelled);

    private static BlobItem Item(BlobStore store, string name, long size) =>
        new(new BlobIdentity(store.Source.Container, name, "any"), size, default);
}
