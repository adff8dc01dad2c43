using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage.Tests.Blobs;

public sealed class BlobStoresTests
{
    private const string ConnectionString =
        "DefaultEndpointsProtocol=https;AccountName=mine;AccountKey=c2VjcmV0LWtleQ==;EndpointSuffix=core.windows.net";

    [Theory]
    [InlineData(
        "https://mine.blob.core.windows.net/logs",
        "https://mine.blob.core.windows.net/logs"
    )]
    [InlineData(
        "https://mine.blob.core.windows.net/logs/",
        "https://mine.blob.core.windows.net/logs"
    )]
    [InlineData(
        "https://mine.blob.core.windows.net/logs/a/b",
        "https://mine.blob.core.windows.net/logs/a/b"
    )]
    [InlineData(
        "https://other.blob.core.windows.net/logs",
        "https://other.blob.core.windows.net/logs"
    )]
    [InlineData(
        "https://other.blob.core.windows.net/logs/a?sv=2023-08-03&sr=c&sig=c2VjcmV0",
        "https://other.blob.core.windows.net/logs/a"
    )]
    public void A_url_opens_a_container_and_is_shown_without_its_query(string url, string shown)
    {
        var store = BlobStores.Open(url, ConnectionString);

        Assert.Equal(shown, store.Location);
        Assert.Equal(shown, store.Source.Container);
    }

    [Theory]
    [InlineData("https://mine.blob.core.windows.net", "names no container")]
    [InlineData("https://mine.blob.core.windows.net/?sig=c2VjcmV0LWtleQ", "names no container")]
    [InlineData("https://", "cannot be read as a URL")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1/logs", "No credentials fit")]
    [InlineData("", "a folder or the URL")]
    [InlineData("nul\0byte", "a folder or the URL")]
    public void A_location_that_cannot_be_opened_is_one_sentence_without_credentials(
        string location,
        string sentence
    )
    {
        var refused = Assert.Throws<ArgumentException>(() =>
            BlobStores.Open(location, ConnectionString)
        );

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_connection_string_is_not_repeated_in_the_error()
    {
        var refused = Assert.Throws<ArgumentException>(() =>
            BlobStores.Open("https://mine.blob.core.windows.net/logs", "AccountKey=c2VjcmV0;broken")
        );

        Assert.Contains(
            BlobStores.ConnectionStringVariable,
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("c2VjcmV0", refused.ToString(), StringComparison.Ordinal);
    }
}
