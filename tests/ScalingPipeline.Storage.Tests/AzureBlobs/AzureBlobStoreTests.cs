using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Parquet;
using ScalingPipeline.Storage.Blobs;
using ScalingPipeline.Storage.Tests.Blobs;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Storage.Tests.AzureBlobs;

/// <summary>Against a real Azurite.</summary>
public sealed class AzureBlobStoreTests(AzuriteServer azurite) : BlobStoreContract
{
    private AzuriteContainer? _container;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private BlobContainerClient Client =>
        new(_container!.ConnectionString, new Uri(_container.Url).Segments[^1]);

    [Fact]
    public async Task The_container_is_the_url_without_credentials()
    {
        await NewAsync();
        var sas = Client.GenerateSasUri(
            BlobContainerSasPermissions.All,
            new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );

        var store = BlobStores.Open(sas.ToString(), connectionString: "");

        Assert.Equal(_container!.Url, store.Source.Container);
        Assert.Equal(_container.Url, store.Location);
        Assert.Equal($"{_container.Url}/a%20b.html", store.Sink.Locate("a b.html"));
        await store.WriteAsync("a.parquet", [1, 2]);
        var item = await store.Source.ListAsync(Cancelled).SingleAsync(Cancelled);
        using var source = await store.Source.OpenAsync(item, Cancelled);
        Assert.Equal(2, source.Length);
    }

    [Fact]
    public async Task Names_are_relative_to_the_prefix_of_the_url()
    {
        var whole = await NewAsync();
        await whole.WriteAsync("team/logs/a.parquet", [1, 2]);
        await whole.WriteAsync("team/logs-of-others/b.parquet", [1]);
        var part = BlobStores.Open($"{_container!.Url}/team/logs/", _container.ConnectionString);

        var item = await part.Source.ListAsync(Cancelled).SingleAsync(Cancelled);
        using var source = await part.Source.OpenAsync(item, Cancelled);
        await part.WriteAsync("c.json", [3]);

        Assert.Equal("a.parquet", item.Identity.Name);
        Assert.Equal($"{_container.Url}/team/logs", item.Identity.Container);
        Assert.Equal(2, source.Length);
        Assert.True(await Client.GetBlobClient("team/logs/c.json").ExistsAsync(Cancelled));
    }

    [Fact]
    public async Task A_sink_creates_its_container_and_tells_the_content_type()
    {
        _container = await azurite.NewContainerOrSkipAsync();
        var store = BlobStores.Open(_container.Url, _container.ConnectionString);

        await store.WriteAsync("reports/latest/report.html", [1]);

        var properties = await Client
            .GetBlobClient("reports/latest/report.html")
            .GetPropertiesAsync(cancellationToken: Cancelled);
        Assert.Equal("text/html; charset=utf-8", properties.Value.ContentType);
    }

    [Fact]
    public async Task A_missing_container_is_one_sentence()
    {
        var container = await azurite.NewContainerOrSkipAsync();
        var store = BlobStores.Open(container.Url, container.ConnectionString);

        var missing = await Assert.ThrowsAsync<IOException>(async () =>
            await store.Source.ListAsync(Cancelled).CountAsync(Cancelled)
        );

        Assert.Equal(
            $"{container.Url}: the container does not exist; create it, or name another one.",
            missing.Message
        );
    }

    [Fact]
    public async Task Refused_credentials_are_one_sentence_without_the_credentials()
    {
        await NewAsync();
        var sas =
            $"{_container!.Url}?sv=2023-08-03&sr=c&sp=rl&se=2100-01-01T00:00:00Z&sig=c2VjcmV0";
        var store = BlobStores.Open(sas, connectionString: "");

        var refused = await Assert.ThrowsAsync<IOException>(async () =>
            await store.Source.ListAsync(Cancelled).CountAsync(Cancelled)
        );

        Assert.Contains("refused the credentials", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Announced_columns_of_a_large_blob_are_read_ahead()
    {
        var store = await NewAsync();
        var values = Enumerable.Range(0, 1 << 20).Select(i => i * 7_919).ToArray();
        using var stream = new MemoryStream();
        using (
            var writer = new ParquetWriter(
                stream,
                [
                    .. "abc".Select(name =>
                        OutputColumn.Int32($"{name}", encoding: OutputEncoding.Plain)
                    ),
                ],
                new ParquetWriterOptions { Codec = CompressionCodec.None }
            )
        )
        {
            writer.BeginRowGroup(values.Length);
            writer.Write<int>(values);
            writer.Write<int>(values);
            writer.Write<int>([.. values.Select(value => -value)]);
            writer.Finish();
        }

        await store.WriteAsync("large.parquet", stream.ToArray());
        var item = await store.Source.ListAsync(Cancelled).SingleAsync(Cancelled);
        using var file = ParquetFile.Open(await store.Source.OpenAsync(item, Cancelled), "large");
        for (var pass = 0; pass < 2; pass++)
        {
            file.ExpectColumns([file.Column("a")!, file.Column("c")!]);
            using var first = file.OpenColumn<int>(0, file.Column("a")!);
            using var last = file.OpenColumn<int>(0, file.Column("c")!);
            var (firsts, lasts) = (new int[values.Length], new int[values.Length]);
            Assert.Equal(values.Length, first.Read(firsts, [], out _));
            Assert.Equal(values.Length, last.Read(lasts, [], out _));
            Assert.Equal(values, firsts);
            Assert.Equal(values, lasts.Select(value => -value));
        }
    }

    protected override async Task<BlobStore> NewAsync()
    {
        _container = await azurite.NewContainerOrSkipAsync();
        await Client.CreateAsync(cancellationToken: Cancelled);
        return BlobStores.Open(_container.Url, _container.ConnectionString);
    }

    protected override Task DeleteAsync(string name) =>
        Client.DeleteBlobAsync(name, cancellationToken: Cancelled);
}
