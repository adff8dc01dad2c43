using System.Text.Json.Nodes;

namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>A private installation can be entered: its names are answered, and networks of yours are peered with it.</summary>
public sealed class NetworkTests
{
    private const string File = "bicep/prod.bicepparam";

    [Fact]
    public async Task The_names_of_the_environment_lead_to_its_address()
    {
        var (_, template) = await BicepCompiler.BuildParametersAsync(File, told: false);
        var zone = Inside(template, "environment")["zone"]!;

        Assert.Contains("isPrivate", (string)zone["condition"]!);
        Assert.Contains("defaultDomain", Parameter(zone, "name"));
        Assert.Contains("staticIp", Parameter(zone, "address"));
        var record = zone["properties"]!["template"]!["resources"]!["zone::record"]!;
        Assert.Equal("Microsoft.Network/privateDnsZones/A", (string)record["type"]!);
        Assert.Contains("createArray('*', '@')", (string)record["copy"]!["count"]!);
    }

    [Fact]
    public async Task They_are_answered_in_the_network_and_in_those_that_ask_for_it()
    {
        var (_, template) = await BicepCompiler.BuildParametersAsync(File, told: false);

        var zones = new[]
        {
            Inside(template, "environment")["zone"]!,
            Inside(template, "networkParts")["zone"]!,
        };
        Assert.Contains("linkZones", Parameter(zones[0], "networkIds"));
        Assert.Contains("networkIds", Parameter(zones[1], "networkIds"));
        Assert.Contains(
            "linkZones",
            (string)
                template["resources"]!["networkParts"]!["properties"]!["template"]!["variables"]![
                    "networkIds"
                ]!
        );
        Assert.All(
            zones,
            zone =>
                Assert.Equal(
                    "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
                    (string)zone["properties"]!["template"]!["resources"]!["zone::link"]!["type"]!
                )
        );
    }

    [Fact]
    public async Task A_network_of_yours_is_peered_both_ways()
    {
        var (given, template) = await BicepCompiler.BuildParametersAsync(File, told: true);

        var peer = Assert.Single(given["network"]!["value"]!["peers"]!.AsArray())!;
        Assert.Equal(Deployer.PeerNetworkId, (string)peer["networkId"]!);
        var network = Inside(template, "networkParts");
        Assert.Contains("networkId", Parameter(network["here"]!, "remoteId"));
        Assert.Contains("virtualNetworks", Parameter(network["there"]!, "remoteId"));
        Assert.Contains("'/')[4]", (string)network["there"]!["resourceGroup"]!);
    }

    [Fact]
    public async Task Without_one_nothing_is_peered()
    {
        var (given, _) = await BicepCompiler.BuildParametersAsync(File, told: false);

        Assert.Empty(given["network"]!["value"]!["peers"]!.AsArray());
    }

    /// <summary>The resources of a module.</summary>
    private static JsonNode Inside(JsonNode template, string module) =>
        template["resources"]![module]!["properties"]!["template"]!["resources"]!;

    private static string Parameter(JsonNode module, string name) =>
        module["properties"]!["parameters"]![name]!.ToJsonString();
}
