using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Teams;

public sealed class TeamsSinkTests : SinkContract
{
    private readonly TeamsReceiver _receiver = new();

    protected override IReceiver Receiver => _receiver;

    protected override bool KnowsRepetitions => false;

    protected override Dictionary<string, string?> Settings =>
        new(StringComparer.Ordinal)
        {
            ["Teams:0:Url"] = $"{_receiver.Url}workflows/invoke?sig=secret-of-teams",
            ["ExternalUrl"] = "https://scaling.example.org/",
        };

    protected override IReadOnlyList<string> Secrets => ["secret-of-teams"];

    [Fact]
    public async Task What_one_refit_found_in_a_domain_is_one_card_with_names_as_they_are()
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(
            TestDelivery.Alert("[a](http://b)"),
            TestDelivery.Alert("*b*"),
            TestDelivery.Alert("c", domain: "code")
        );

        Assert.Equal((3, 0), await delivery.DeliverAsync());

        Assert.Equal(2, _receiver.Bodies.Count);
        var card = JsonNode.Parse(_receiver.Bodies.First())!["attachments"]![0]!["content"]!;
        var texts = card["body"]!
            .AsArray()
            .SelectMany(b => b!["inlines"]!.AsArray())
            .Select(r => r!["text"]!.ToString());
        Assert.Contains("[a](http://b) in language", texts);
        Assert.Contains("*b* in language", texts);
        Assert.Equal("https://scaling.example.org/", card["actions"]![0]!["url"]!.ToString());
    }
}
