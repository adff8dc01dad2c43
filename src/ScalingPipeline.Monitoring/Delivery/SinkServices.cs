using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ScalingPipeline.Monitoring.Delivery.Alertmanager;
using ScalingPipeline.Monitoring.Delivery.Mail;
using ScalingPipeline.Monitoring.Delivery.PagerDuty;
using ScalingPipeline.Monitoring.Delivery.Slack;
using ScalingPipeline.Monitoring.Delivery.Teams;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>The configured sinks as services.</summary>
internal static class SinkServices
{
    public static void AddSinks(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddHttpClient(JsonReceiver.ClientName, JsonReceiver.Configure)
            .ConfigurePrimaryHttpMessageHandler(JsonReceiver.NewHandler);
        var delivery =
            configuration.GetSection(DeliveryOptions.Section).Get<DeliveryOptions>()
            ?? new DeliveryOptions();
        if (delivery.Console)
        {
            services.AddSingleton<IAlertSink, ConsoleSink>();
        }

        if (delivery.Blobs)
        {
            services.AddSingleton<IAlertSink, AlertBlobSink>();
        }

        var page = delivery.ExternalUrl;
        var repeat = delivery.RepeatInterval;
        Add(delivery.Webhooks, (o, http, time) => new WebhookSink(o, page, http, time));
        Add(delivery.Alertmanagers, (o, http, time) => new AlertmanagerSink(o, page, http, time));
        Add(delivery.Mail, (o, _, time) => new MailSink(o, page, repeat, time));
        Add(
            delivery.Slack,
            (o, http, time) =>
                string.IsNullOrEmpty(o.WebhookUrl)
                    ? new SlackBotSink(o, repeat, http, time)
                    : new SlackWebhookSink(o, repeat, http, time)
        );
        Add(delivery.Teams, (o, http, time) => new TeamsSink(o, page, repeat, http, time));
        Add(delivery.PagerDuty, (o, http, time) => new PagerDutySink(o, page, http, time));

        void Add<T>(IEnumerable<T> receivers, Func<T, HttpClient, TimeProvider, IAlertSink> sink)
        {
            foreach (var receiver in receivers)
            {
                services.AddSingleton(provider =>
                {
                    // What is wrong with the options is said before a sink stumbles over it.
                    _ = provider.GetRequiredService<IOptions<DeliveryOptions>>().Value;
                    return sink(
                        receiver,
                        provider
                            .GetRequiredService<IHttpClientFactory>()
                            .CreateClient(JsonReceiver.ClientName),
                        provider.GetRequiredService<TimeProvider>()
                    );
                });
            }
        }
    }
}
