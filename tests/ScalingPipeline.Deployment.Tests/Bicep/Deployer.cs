using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>Someone who deploys, and leaves nothing unsaid that the files of parameters read from the environment.</summary>
internal static class Deployer
{
    public const string ClientId = "11111111-2222-3333-4444-555555555555";
    public const string BudgetStart = "2031-05-01";
    public const string MetricsEndpoint = "https://collector.example.org:4317";
    public const string Registry = "laws";
    public const string RegistryResourceGroup = "shared";
    public const string PeerNetworkId =
        "/subscriptions/S/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/vnet-hub";

    public static IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["API_CLIENT_ID"] = ClientId,
            ["PAGE_KEY_HASH"] = ApiKey.Hash(ApiKey.New()),
            ["BUDGET_START"] = BudgetStart,
            ["METRICS_ENDPOINT"] = MetricsEndpoint,
            ["REGISTRY"] = Registry,
            ["REGISTRY_RESOURCE_GROUP"] = RegistryResourceGroup,
            ["PEER_NETWORK_ID"] = PeerNetworkId,
        };
}
