using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace ScalingPipeline.Worker.Web;

/// <summary>Counts the wrong keys that each client shows; after too many none of its keys is looked at for a while.</summary>
internal sealed class WrongKeys : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter;

    public WrongKeys(IOptions<WebOptions> options)
    {
        var limit = new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.WrongKeysPerMinute,
            Window = TimeSpan.FromMinutes(1),
        };
        _limiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            RateLimitPartition.GetFixedWindowLimiter(Client.Of(http), _ => limit)
        );
    }

    public bool AreTooMany(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http, permitCount: 0);
        return !lease.IsAcquired;
    }

    public void Add(HttpContext http) => _limiter.AttemptAcquire(http).Dispose();

    public void Dispose() => _limiter.Dispose();
}
