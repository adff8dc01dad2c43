using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using ScalingPipeline.Deployment.Tests.Support;
using ScalingPipeline.Worker.Web;
using YamlDotNet.RepresentationModel;

namespace ScalingPipeline.Deployment.Tests.Kubernetes;

public sealed class ManifestTests
{
    private const string Folder = "infra/kubernetes";

    private static readonly YamlMappingNode[] _all =
    [
        .. Repository.Files(Folder, "*.yaml").SelectMany(Yaml.Read),
    ];

    private static readonly YamlNode _pod = One("Deployment").At("spec.template.spec");
    private static readonly YamlNode _container = Assert.Single(_pod.Items("containers"));
    private static readonly YamlNode _settings = One("ConfigMap").At("data");

    [Fact]
    public void Every_file_is_applied_and_every_file_that_is_applied_is_there() =>
        Assert.Equal(
            Repository
                .Files(Folder, "*.yaml")
                .Select(file => Path.GetFileName(file))
                .Where(file => file != "kustomization.yaml"),
            One("Kustomization").Items("resources").Select(Yaml.Text).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_pod_has_no_rights_and_a_root_that_it_cannot_write_to()
    {
        Assert.Equal("true", _pod.Text("securityContext.runAsNonRoot"));
        Assert.Equal(ServiceFacts.User, _pod.Text("securityContext.runAsUser"));
        Assert.Equal("RuntimeDefault", _pod.Text("securityContext.seccompProfile.type"));
        Assert.Equal("false", _pod.Text("automountServiceAccountToken"));
        Assert.Equal("true", _container.Text("securityContext.readOnlyRootFilesystem"));
        Assert.Equal("false", _container.Text("securityContext.allowPrivilegeEscalation"));
        Assert.Equal("ALL", _container.Text("securityContext.capabilities.drop.0"));
        Assert.Equal(
            ["/data", "/tmp"],
            _container.Items("volumeMounts").Select(mount => mount.Text("mountPath"))
        );
        Assert.Equal(
            _container.Items("volumeMounts").Select(mount => mount.Text("name")),
            _pod.Items("volumes").Select(volume => volume.Text("name"))
        );
    }

    [Fact]
    public void What_it_may_use_is_limited()
    {
        Assert.Equal(["cpu", "memory", "ephemeral-storage"], _container.Keys("resources.requests"));
        Assert.Equal(["memory", "ephemeral-storage"], _container.Keys("resources.limits"));
        Assert.All(
            _pod.Items("volumes"),
            volume => Assert.NotNull(volume.Find("emptyDir.sizeLimit"))
        );
    }

    [Fact]
    public void Probes_ask_what_the_service_answers()
    {
        Assert.Equal(ServiceFacts.Probes[0], _container.Text("startupProbe.httpGet.path"));
        Assert.Equal(ServiceFacts.Probes[0], _container.Text("livenessProbe.httpGet.path"));
        Assert.Equal(ServiceFacts.Probes[1], _container.Text("readinessProbe.httpGet.path"));
    }

    [Fact]
    public void Ports_agree()
    {
        var port = Assert.Single(_container.Items("ports"));
        Assert.Equal(ServiceFacts.Port, port.Text("containerPort"));
        Assert.EndsWith(
            $":{ServiceFacts.Port}",
            _settings.Text("SCALING_PIPELINE_Web__Url"),
            StringComparison.Ordinal
        );
        Assert.All(
            new[]
            {
                One("Service").Text("spec.ports.0.targetPort"),
                One("NetworkPolicy").Text("spec.ingress.0.ports.0.port"),
                _container.Text("startupProbe.httpGet.port"),
                _container.Text("livenessProbe.httpGet.port"),
                _container.Text("readinessProbe.httpGet.port"),
            },
            named => Assert.Equal(port.Text("name"), named)
        );
    }

    [Fact]
    public void It_is_given_more_time_than_it_takes_to_drain() =>
        Assert.True(
            int.Parse(_pod.Text("terminationGracePeriodSeconds"), CultureInfo.InvariantCulture)
                > ServiceFacts.Drains.TotalSeconds
        );

    [Fact]
    public void Parts_name_each_other_rightly()
    {
        var name = One("Deployment").Text("metadata.name");
        var labels = One("Deployment").At("spec.template.metadata.labels");
        Assert.Equal(One("ServiceAccount").Text("metadata.name"), _pod.Text("serviceAccountName"));
        Assert.Equal(
            One("ConfigMap").Text("metadata.name"),
            _container.Text("envFrom.0.configMapRef.name")
        );
        Assert.Equal(name, One("ScaledObject").Text("spec.scaleTargetRef.name"));
        Assert.Equal(
            One("TriggerAuthentication").Text("metadata.name"),
            One("ScaledObject").Text("spec.triggers.0.authenticationRef.name")
        );
        Assert.Equal(
            _settings.Text("SCALING_PIPELINE_Storage__Queue").Split('/')[^1],
            One("ScaledObject").Text("spec.triggers.0.metadata.queueName")
        );
        Assert.Equal(_container.Text("image"), One("Kustomization").Text("images.0.name"));
        Assert.All(
            new[]
            {
                One("Deployment").At("spec.selector.matchLabels"),
                One("Service").At("spec.selector"),
                One("NetworkPolicy").At("spec.podSelector.matchLabels"),
                One("PodDisruptionBudget").At("spec.selector.matchLabels"),
            },
            selector =>
                Assert.All(
                    ((YamlMappingNode)selector).Children,
                    label =>
                        Assert.Equal(
                            label.Value.Text(),
                            ((YamlMappingNode)labels).Children[label.Key].Text()
                        )
                )
        );
    }

    [Fact]
    public void The_service_takes_the_settings_of_its_page() => ServiceFacts.AssertValid(Web());

    [Fact]
    public void Clients_are_told_apart_behind_the_ingress()
    {
        var network = IPNetwork.Parse(Assert.Single(Web().KnownProxies));

        // Not the whole internet: whoever is believed can pretend to be anybody.
        Assert.InRange(network.PrefixLength, 8, 32);
    }

    private static WebOptions Web() =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                ((YamlMappingNode)_settings).Children.Select(setting =>
                    KeyValuePair.Create(
                        setting
                            .Key.Text()
                            .Replace("SCALING_PIPELINE_", "", StringComparison.Ordinal)
                            .Replace("__", ":", StringComparison.Ordinal),
                        (string?)setting.Value.Text()
                    )
                )
            )
            .Build()
            .GetSection(WebOptions.Section)
            .Get<WebOptions>()!;

    private static YamlMappingNode One(string kind) =>
        _all.Single(manifest => manifest.Text("kind") == kind);
}
