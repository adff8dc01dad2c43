using System.Globalization;
using System.Text.Json.Nodes;
using ScalingPipeline.Deployment.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace ScalingPipeline.Deployment.Tests.Containers;

public sealed class ComposeTests
{
    private static readonly YamlMappingNode _compose = Yaml.Read("infra/local/compose.yaml")[0];
    private static readonly YamlNode _service = _compose.At("services.service");

    [Fact]
    public void The_service_has_no_rights_and_writes_only_where_it_has_to()
    {
        Assert.Equal("true", _service.Text("read_only"));
        Assert.Equal(["ALL"], _service.Items("cap_drop").Select(Yaml.Text));
        Assert.Equal(["no-new-privileges:true"], _service.Items("security_opt").Select(Yaml.Text));
        Assert.Equal(["/tmp"], _service.Items("tmpfs").Select(Yaml.Text));
        Assert.Equal(["data:/data"], _service.Items("volumes").Select(Yaml.Text));
    }

    [Fact]
    public void The_service_may_drain() =>
        Assert.True(
            int.Parse(_service.Text("stop_grace_period").TrimEnd('s'), CultureInfo.InvariantCulture)
                > ServiceFacts.Drains.TotalSeconds
        );

    [Fact]
    public void Nothing_is_reached_from_another_machine() =>
        Assert.All(
            _compose.Items("services").SelectMany(service => service.Items("ports")),
            port => Assert.StartsWith("127.0.0.1:", port.Text(), StringComparison.Ordinal)
        );

    [Fact]
    public void Ports_agree()
    {
        Assert.Equal(
            $"127.0.0.1:{ServiceFacts.Port}:{ServiceFacts.Port}",
            Assert.Single(_service.Items("ports")).Text()
        );
        Assert.EndsWith(
            $":{ServiceFacts.Port}",
            _service.Text("environment.SCALING_PIPELINE_Web__Url"),
            StringComparison.Ordinal
        );
        var prometheus = Yaml.Read("infra/prometheus/prometheus.yaml")[0];
        Assert.Equal(
            $"service:{ServiceFacts.Port}",
            prometheus.Text("scrape_configs.0.static_configs.0.targets.0")
        );
        Assert.Equal(
            "alertmanager:9093",
            prometheus.Text("alerting.alertmanagers.0.static_configs.0.targets.0")
        );
    }

    [Fact]
    public void No_secret_is_written_down() =>
        Assert.All(
            _compose
                .Items("services")
                .Select(service => service.Find("environment"))
                .OfType<YamlMappingNode>()
                .SelectMany(environment => environment.Children)
                .Where(setting =>
                    setting.Value.Text().Contains("Password=", StringComparison.Ordinal)
                    || setting.Value.Text().Contains("AccountKey=", StringComparison.Ordinal)
                    || setting.Key.Text().EndsWith("PASSWORD", StringComparison.Ordinal)
                    || setting.Key.Text().EndsWith("__Key", StringComparison.Ordinal)
                ),
            setting => Assert.Matches(@"\$\{[A-Z_]+:\?set [A-Z_]+\}", setting.Value.Text())
        );

    [Fact]
    public void Every_file_that_is_mounted_or_built_is_there()
    {
        var mounted = _compose
            .Items("services")
            .SelectMany(service => service.Items("volumes"))
            .Select(volume => volume.Text().Split(':')[0])
            .Where(path => path.StartsWith('.'))
            .Append($"{_service.Text("build.context")}/{_service.Text("build.dockerfile")}")
            .ToArray();

        Assert.Equal(5, mounted.Length);
        Assert.All(
            mounted,
            path => Assert.True(Path.Exists(Repository.PathOf($"infra/local/{path}")), path)
        );
    }

    [Fact]
    public void The_container_that_is_watched_is_there_before_the_service()
    {
        var init = _compose.At("services.logs");
        var arguments = init.Items("command").Select(Yaml.Text).ToArray();

        Assert.Equal(["az", "storage", "container", "create", "--name"], arguments[..5]);
        Assert.Equal(
            $"http://azurite:10000/local/{arguments[5]}",
            _service.Items("command").Last().Text()
        );
        Assert.Equal(
            _service.Text("environment.AZURE_STORAGE_CONNECTION_STRING"),
            init.Text("environment.AZURE_STORAGE_CONNECTION_STRING")
        );
        Assert.Equal("service_completed_successfully", _service.Text("depends_on.logs.condition"));
        Assert.Equal("service_healthy", init.Text("depends_on.azurite.condition"));
        Assert.NotEmpty(_compose.Items("services.azurite.healthcheck.test"));
        // It ends; whatever restarts would never have completed.
        Assert.Null(init.Find("restart"));
    }

    [Fact]
    public void The_blob_store_is_the_one_that_tests_run_against() =>
        Assert.EndsWith(
            $":{(string)JsonNode.Parse(Repository.Read("infra/package.json"))!["dependencies"]!["azurite"]!}",
            _compose.Text("services.azurite.image"),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_dashboard_asks_the_source_that_is_provisioned()
    {
        var source = Yaml.Read("infra/grafana/provisioning/datasources/prometheus.yaml")[0];
        var dashboard = Repository.Read("infra/grafana/dashboards/scaling-pipeline.json");

        var panels = JsonNode.Parse(dashboard)!["panels"]!.AsArray();
        Assert.NotEmpty(panels);
        Assert.All(
            panels.Where(panel => panel!["targets"] is not null),
            panel =>
                Assert.Equal(
                    source.Text("datasources.0.uid"),
                    (string)panel!["datasource"]!["uid"]!
                )
        );
    }
}
