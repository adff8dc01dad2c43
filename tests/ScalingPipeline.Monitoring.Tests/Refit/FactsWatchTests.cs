using NSubstitute;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;

namespace ScalingPipeline.Monitoring.Tests.Refit;

public sealed class FactsWatchTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 2, 30, 0, TimeSpan.Zero);
    private static readonly DomainVersion[] _domains = [new("code", 3), new("language", 7)];

    private readonly IDomainFacts _facts = Substitute.For<IDomainFacts>();
    private readonly FactsWatch _watch;

    public FactsWatchTests()
    {
        _facts.Of(Arg.Any<string>()).Returns(new DomainFacts("held-out", 128));
        _watch = new FactsWatch(_facts, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void The_first_look_takes_every_domain_until_it_is_refitted()
    {
        Assert.Equal(_domains, _watch.Changed(_domains, _start));

        _watch.Refitted("code");

        Assert.Equal([_domains[1]], _watch.Changed(_domains, _start.AddSeconds(1)));
    }

    [Fact]
    public void A_domain_with_another_reference_context_is_refitted_once()
    {
        _watch.Changed(_domains, _start);
        _watch.Refitted("code");
        _watch.Refitted("language");
        _facts.Of("language").Returns(new DomainFacts("held-out", 64));

        Assert.Empty(_watch.Changed(_domains, _start.AddSeconds(59)));
        Assert.Equal([_domains[1]], _watch.Changed(_domains, _start.AddMinutes(1)));

        _watch.Refitted("language");
        Assert.Empty(_watch.Changed(_domains, _start.AddMinutes(2)));
    }
}
