using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using IPNetwork = System.Net.IPNetwork;

namespace ScalingPipeline.Worker.Web;

/// <summary>
/// Which host names the server answers to, and which proxies it believes. On loopback only names of the machine itself: a page of another site
/// that has its own name lead here (DNS rebinding) gets nothing.
/// </summary>
internal static class HostNames
{
    private static readonly string[] _ofTheMachine = ["localhost", "127.0.0.1", "[::1]"];

    public static void AddHostNames(this WebApplicationBuilder builder, WebOptions options)
    {
        // The framework would filter before everything else: probes too, and without our headers.
        builder.Services.RemoveAll<IStartupFilter>();
        builder.Services.Configure<HostFilteringOptions>(filter =>
        {
            filter.AllowedHosts = Allowed(options);
            filter.AllowEmptyHosts = false;
            filter.IncludeFailureMessage = false;
        });
        if (options.KnownProxies.Count == 0)
        {
            return;
        }

        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders =
                ForwardedHeaders.XForwardedFor
                | ForwardedHeaders.XForwardedProto
                | ForwardedHeaders.XForwardedHost;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in options.KnownProxies)
            {
                if (IPAddress.TryParse(proxy, out var address))
                {
                    forwarded.KnownProxies.Add(address);
                }
                else if (IPNetwork.TryParse(proxy, out var network))
                {
                    forwarded.KnownIPNetworks.Add(network);
                }
            }
        });
    }

    public static void UseHostNames(this IApplicationBuilder app, WebOptions options)
    {
        if (options.KnownProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        // Probes ask by address; what they are told is no secret.
        app.UseWhen(
            http => !HealthEndpoints.IsProbe(http.Request.Path),
            filtered => filtered.UseHostFiltering()
        );
    }

    private static string[] Allowed(WebOptions options)
    {
        if (options.Hosts.Count > 0)
        {
            return [.. options.Hosts, .. _ofTheMachine];
        }

        return options.NeedsSignIn || !Uri.TryCreate(options.Url, UriKind.Absolute, out var url)
            ? ["*"]
            : [.. _ofTheMachine, url.Host];
    }
}
