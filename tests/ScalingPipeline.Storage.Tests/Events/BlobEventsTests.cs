using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Storage.Events;
using static ScalingPipeline.Storage.Tests.Events.EventSamples;

namespace ScalingPipeline.Storage.Tests.Events;

public sealed class BlobEventsTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Both_schemas_are_read_alone_and_in_arrays_plain_and_in_base64(
        bool isCloudEvent,
        bool isBase64
    )
    {
        var text = isCloudEvent
            ? CloudEvent(Url("a/b.parquet"), Subject("a/b.parquet"))
            : EventGrid(Url("a/b.parquet"), Subject("a/b.parquet"));

        foreach (var body in new[] { text, $"[{text}]", $"\uFEFF  {text}\r\n" })
        {
            var message = isBase64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(body)) : body;

            var read = BlobEvents.Read(message, Watched());
            Assert.Null(read.Fault);
            Assert.Equal(new BlobNotice("a/b.parquet", Time), Assert.Single(read.Notices));
        }
    }

    [Theory]
    [InlineData("a%20b.parquet", "a b.parquet")]
    [InlineData("a%2520b.parquet", "a%20b.parquet")]
    [InlineData("a%252520b.parquet", "a%2520b.parquet")]
    [InlineData("a+b.parquet", "a+b.parquet")]
    [InlineData("a%2Bb.parquet", "a+b.parquet")]
    [InlineData("100%25.parquet", "100%.parquet")]
    [InlineData("%E6%97%A5%E6%9C%AC/%F0%9F%98%80.parquet", "日本/😀.parquet")]
    [InlineData("日本/😀.parquet", "日本/😀.parquet")]
    [InlineData("a%3Fb%23c.parquet", "a?b#c.parquet")]
    [InlineData("a?b#c.parquet", "a?b#c.parquet")]
    [InlineData("..%2F..%2Fetc/passwd", "../../etc/passwd")]
    [InlineData("%00%0A.parquet", "\0\n.parquet")]
    [InlineData("broken%zz%2", "broken%zz%2")]
    public void A_url_is_decoded_exactly_once(string inUrl, string name)
    {
        var read = BlobEvents.Read(EventGrid(Url(inUrl)), Watched());

        Assert.Equal(name, Assert.Single(read.Notices).Name);
    }

    [Fact]
    public void Where_url_and_subject_disagree_both_names_are_noticed()
    {
        var read = BlobEvents.Read(CloudEvent(Url("a%20b"), Subject("a%20b")), Watched());

        Assert.Equal(["a b", "a%20b"], read.Notices.Select(n => n.Name));
    }

    [Theory]
    [InlineData("PutBlob", 1)]
    [InlineData("PutBlockList", 1)]
    [InlineData("CopyBlob", 1)]
    [InlineData("FlushWithClose", 1)]
    [InlineData("CreateFile", 0)]
    [InlineData("SftpCreate", 0)]
    [InlineData("putblob", 0)]
    public void Only_calls_after_which_a_blob_is_whole_are_noticed(string api, int notices)
    {
        var read = BlobEvents.Read(EventGrid(Url("a"), api: api), Watched());

        Assert.Equal((notices, null), (read.Notices.Count, read.Fault));
    }

    [Theory]
    [InlineData("Microsoft.Storage.BlobDeleted")]
    [InlineData("Microsoft.Storage.BlobTierChanged")]
    [InlineData("Microsoft.EventGrid.SubscriptionValidationEvent")]
    public void Other_events_say_nothing(string type)
    {
        var read = BlobEvents.Read(EventGrid(Url("a"), type: type), Watched());

        Assert.Equal((0, null), (read.Notices.Count, read.Fault));
    }

    [Theory]
    [InlineData("https://mine.blob.core.windows.net/logs/team/a", "a")]
    [InlineData("https://MINE.blob.core.windows.net/logs/team/a", "a")]
    [InlineData("https://mine.dfs.core.windows.net/logs/team/a", "a")]
    [InlineData("https://mine.z12.blob.storage.azure.net/logs/team/a", "a")]
    [InlineData("https://mine.blob.core.windows.net/logs/team/b/c", "b/c")]
    [InlineData("https://mine.blob.core.windows.net/logs/team/", null)]
    [InlineData("https://mine.blob.core.windows.net/logs/team", null)]
    [InlineData("https://mine.blob.core.windows.net/logs/team-b/a", null)]
    [InlineData("https://mine.blob.core.windows.net/logs/a", null)]
    [InlineData("https://mine.blob.core.windows.net/logs-b/team/a", null)]
    [InlineData("https://others.blob.core.windows.net/logs/team/a", null)]
    [InlineData("https://mine.example.org/logs/team/a", null)]
    [InlineData("mine.blob.core.windows.net/logs/team/a", null)]
    [InlineData("https://", null)]
    [InlineData("", null)]
    public void Only_the_watched_account_container_and_prefix_are_noticed(string url, string? name)
    {
        var read = BlobEvents.Read(CloudEvent(url), Watched("team/"));

        Assert.Null(read.Fault);
        Assert.Equal(name, read.Notices.SingleOrDefault()?.Name);
    }

    [Fact]
    public void Without_a_url_the_subject_and_the_account_of_the_topic_tell()
    {
        Assert.Equal(
            "a b+c%20",
            Assert
                .Single(BlobEvents.Read(EventGrid(null, Subject("a b+c%20")), Watched()).Notices)
                .Name
        );
        Assert.Empty(
            BlobEvents
                .Read(EventGrid(null, Subject("a")).Replace("/mine\"", "/others\""), Watched())
                .Notices
        );
    }

    [Fact]
    public void A_notice_of_our_own_comes_back_and_one_of_another_container_says_nothing()
    {
        var notice = new BlobNotice("a\0/b\u202E \ud83d\ude00%20+.parquet", Time);
        var text = NoticeMessage.Write(notice, Watched().Container);

        Assert.True(Ascii.IsValid(text));
        Assert.Equal(notice, Assert.Single(BlobEvents.Read(text, Watched()).Notices));
        Assert.Equal([], BlobEvents.Read(text, Watched("team/")).Notices);
    }

    [Theory]
    [InlineData("7", "neither JSON")]
    [InlineData("[7]", "no event")]
    [InlineData("{}", "no type")]
    [InlineData("{\"type\":null}", "no type")]
    [InlineData("{\"type\":\"Microsoft.Storage.BlobCreated\"}", "no data.api")]
    [InlineData("{\"type\":\"Microsoft.Storage.BlobCreated\",\"data\":[]}", "no data.api")]
    [InlineData(
        "{\"type\":\"Microsoft.Storage.BlobCreated\",\"data\":{\"api\":\"PutBlob\"}}",
        "neither data.url nor"
    )]
    [InlineData(
        "{\"type\":\"Microsoft.Storage.BlobCreated\",\"subject\":\"\\ud800\",\"data\":{\"api\":\"PutBlob\"}}",
        "no Unicode"
    )]
    [InlineData("{\"type\":\"scaling-pipeline.blob-noticed.v1\"}", "no source or subject")]
    public void What_cannot_be_understood_has_a_reason(string text, string reason)
    {
        var read = BlobEvents.Read(text, Watched());

        Assert.Empty(read.Notices);
        Assert.Contains(reason, read.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_good_events_beside_a_bad_one_are_noticed()
    {
        var read = BlobEvents.Read($"[{{}},{EventGrid(Url("a"))},3]", Watched());

        Assert.Equal("a", Assert.Single(read.Notices).Name);
        Assert.NotNull(read.Fault);
    }

    [Fact]
    public void Any_text_is_read_without_an_exception()
    {
        var whole = CloudEvent(Url("team/a%20b.parquet"), Subject("team/a b.parquet"));
        var watched = Watched("team/");
        var mutations =
            from cuts in Gen.ArrayOf(
                from at in Gen.Choose(0, whole.Length - 1)
                from length in Gen.Choose(0, 12)
                from replacement in Gen.Elements(
                    "",
                    "\"",
                    "\\ud800",
                    "{",
                    "]",
                    "%",
                    "\0",
                    "é",
                    "/../"
                )
                select (at, length, replacement)
            )
            select cuts.Take(3)
                .Aggregate(
                    whole,
                    (text, cut) =>
                        cut.at + cut.length > text.Length
                            ? text
                            : text[..cut.at] + cut.replacement + text[(cut.at + cut.length)..]
                );
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5_000),
            Prop.ForAll(
                mutations.ToArbitrary(),
                text =>
                {
                    var read = BlobEvents.Read(text, watched);
                    return read.Notices.All(n => n.Name.Length > 0);
                }
            )
        );
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000),
            Prop.ForAll<string>(text =>
                text is null || BlobEvents.Read(text, watched).Notices.Count == 0
            )
        );
    }
}
