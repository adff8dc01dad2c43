using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Monitoring.Tests.Delivery;

public sealed class DeliveryOptionsTests
{
    private const string Mail =
        "Mail:0:Host=mail.example.org|Mail:0:From=a@example.org|Mail:0:To:0=b@example.org";

    [Theory]
    [InlineData("ExternalUrl=scaling", "ExternalUrl is not an absolute http or https URL.")]
    [InlineData("RepeatInterval=-1", "RepeatInterval must be between 0 and 365 days.")]
    [InlineData("Webhooks:0:Name=ops", "Webhooks:0: Url is missing.")]
    [InlineData(
        "Webhooks:0:Url=https://host:port/secret",
        "Webhooks:0: Url is not an absolute http or https URL."
    )]
    [InlineData(
        "Alertmanagers:0:Url=http://am:9093|Alertmanagers:0:User=ops",
        "Alertmanagers:0: User and Password go together; one of them is missing."
    )]
    [InlineData(
        "Alertmanagers:0:Url=http://a:1|Alertmanagers:1:Url=http://b:1",
        "Alertmanagers: 2 are called 'default'; names must be unique."
    )]
    [InlineData("Mail:0:From=a@b.c|Mail:0:To:0=a@b.c", "Mail:0: Host is missing.")]
    [InlineData("Mail:0:Host=m|Mail:0:To:0=a@b.c", "Mail:0: From is missing.")]
    [InlineData("Mail:0:Host=m|Mail:0:From=a@b.c", "Mail:0: To has no address.")]
    [InlineData(Mail + "|Mail:0:To:1=team", "Mail:0: 'team' is not a mail address.")]
    [InlineData(
        Mail + "|Mail:0:Port=70000",
        "Mail:0: Port must be between 1 and 65535, or 0 for the usual one."
    )]
    [InlineData(
        Mail + "|Mail:0:Password=x",
        "Mail:0: User and Password go together; one of them is missing."
    )]
    [InlineData(
        Mail + "|Mail:0:Security=None",
        "Mail:0: Security None is for a server on this machine only, and mail.example.org is none; use StartTls or Tls."
    )]
    [InlineData(
        "Slack:0:Name=ops",
        "Slack:0: WebhookUrl is missing, or Token and Channel instead of it."
    )]
    [InlineData(
        "Slack:0:Token=x",
        "Slack:0: Token and Channel go together; one of them is missing."
    )]
    [InlineData(
        "Slack:0:Token=x|Slack:0:Channel=C0123456789|Slack:0:WebhookUrl=https://hooks.slack.com/x",
        "Slack:0: WebhookUrl and Token exclude each other; remove one of them."
    )]
    [InlineData(
        "Slack:0:Token=x|Slack:0:Channel=#alerts",
        "Slack:0: Channel is not the id of a channel, such as C0123456789; a name is not enough."
    )]
    [InlineData(
        "Teams:0:Name=a b",
        "Teams:0: Name may only have letters, digits and dashes, at most 64."
    )]
    [InlineData(
        "PagerDuty:0:RoutingKey=short",
        "PagerDuty:0: RoutingKey is not one of Events API v2: these have 32 letters and digits."
    )]
    public void A_wrong_setting_is_one_clear_sentence_without_secrets(
        string settings,
        string sentence
    )
    {
        using var services = Services(settings);

        var failure = Assert.Throws<OptionsValidationException>(() =>
            services.GetServices<IAlertSink>().ToArray() is { Length: > 0 }
                ? services.GetRequiredService<IOptions<DeliveryOptions>>().Value
                : null
        );

        Assert.Contains(failure.Failures, f => f.Contains(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_in_the_readme_are_right()
    {
        var json = File.ReadLines(Path.Combine(SharedData.RepositoryRoot, "README.md"))
            .SkipWhile(line => line != "### Receive alerts")
            .SkipWhile(line => line != "    {")
            .TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', json)));
        using var services = Services(
            new ConfigurationBuilder()
                .AddInMemoryCollection([new($"{DeliveryOptions.Section}:Blobs", "false")])
                .AddJsonStream(stream)
                .Build()
        );

        Assert.Equal(
            [
                "console",
                "webhook-ops",
                "alertmanager-default",
                "mail-default",
                "slack-default",
                "teams-default",
                "pagerduty-default",
            ],
            services.GetServices<IAlertSink>().Select(s => s.Name)
        );
    }

    private static ServiceProvider Services(string settings) =>
        Services(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings
                        .Split('|')
                        .Append("Blobs=false")
                        .Select(s => s.Split('=', 2))
                        .Select(s =>
                            KeyValuePair.Create($"{DeliveryOptions.Section}:{s[0]}", (string?)s[1])
                        )
                )
                .Build()
        );

    private static ServiceProvider Services(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMonitoring(configuration);
        return services.BuildServiceProvider();
    }
}
