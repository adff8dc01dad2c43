using System.Text.Json.Nodes;
using ScalingPipeline.Deployment.Tests.Support;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>Programs come in with tokens of Entra ID, people with a key and a browser.</summary>
public sealed class SignInTests
{
    [Theory]
    [MemberData(nameof(ParameterFile.All), MemberType = typeof(ParameterFile))]
    public async Task The_audience_is_the_client_id_of_the_api(string file)
    {
        var (given, _) = await BicepCompiler.BuildParametersAsync(file, told: true);

        Assert.Equal(Deployer.ClientId, (string)Authentication(given)["audience"]!);
    }

    [Theory]
    [MemberData(nameof(ParameterFile.All), MemberType = typeof(ParameterFile))]
    public async Task The_service_takes_what_it_is_given(string file)
    {
        var (given, template) = await BicepCompiler.BuildParametersAsync(file, told: true);

        Assert.Equal("securestring", (string)template["parameters"]!["pageKeyHash"]!["type"]!);
        ServiceFacts.AssertValid(
            new WebOptions
            {
                Url = $"http://0.0.0.0:{ServiceFacts.Port}",
                ApiKeys = [new() { Name = "page", Hash = (string)given["pageKeyHash"]!["value"]! }],
                Jwt = new()
                {
                    Authority = (string)Authentication(given)["authority"]!,
                    Audience = (string)Authentication(given)["audience"]!,
                },
            }
        );
    }

    [Fact]
    public void The_hash_of_the_key_is_a_secret_of_the_app()
    {
        var module = Repository.Read("bicep/modules/service.bicep");

        Assert.Contains("[{ name: pageKey, value: pageKeyHash }]", module);
        Assert.Contains(
            "{ name: 'SCALING_PIPELINE_Web__ApiKeys__0__Name', value: 'page' }",
            module
        );
        Assert.Contains(
            "{ name: 'SCALING_PIPELINE_Web__ApiKeys__0__Hash', secretRef: pageKey }",
            module
        );
    }

    private static JsonNode Authentication(JsonObject given) => given["authentication"]!["value"]!;
}
