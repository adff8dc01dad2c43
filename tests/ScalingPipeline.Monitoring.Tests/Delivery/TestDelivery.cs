using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NSubstitute;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Nightly;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Tests.Alerts;
using ScalingPipeline.Monitoring.Tests.Refit;

namespace ScalingPipeline.Monitoring.Tests.Delivery;

/// <summary>The outbox and its sinks as settings make them, with a clock that stands and every log line kept.</summary>
internal sealed class TestDelivery : IDisposable, ILoggerProvider, ILogger
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    /// <param name="settings">Below <c>Monitoring:Delivery</c>.</param>
    public TestDelivery(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Console"] = "false",
            ["Blobs"] = "false",
            ["Retries"] = "0",
            ["RetryDelay"] = "00:00:00",
            ["Timeout"] = "00:01:00",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(this));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IMonitoringState>(State);
        services.AddSingleton<ILeases>(new InMemoryLeases());
        services.AddSingleton(Substitute.For<IDomainFacts>());
        services.AddSingleton(Substitute.For<INightlyReport>());
        services.AddSingleton(Substitute.For<IBlobSink>());
        services.AddMonitoring(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    all.Select(s =>
                        KeyValuePair.Create($"{DeliveryOptions.Section}:{s.Key}", s.Value)
                    )
                )
                .Build()
        );
        _services = services.BuildServiceProvider();
        Sink = Assert.Single(_services.GetServices<IAlertSink>());
    }

    public InMemoryState State { get; } = new();

    public SetClock Clock { get; } = new(Start);

    public IAlertSink Sink { get; }

    public ConcurrentQueue<string> Log { get; } = new();

    public Judge Judge => _services.GetRequiredService<Judge>();

    public Task<(int Delivered, int Postponed)> DeliverAsync() =>
        _services
            .GetRequiredService<OutboxDelivery>()
            .DeliverDueAsync(TestContext.Current.CancellationToken);

    public Task<bool> RemindAsync() =>
        _services
            .GetRequiredService<AlertReminders>()
            .RemindAsync(Sink, TestContext.Current.CancellationToken);

    public static AlertRecord Alert(
        string run = "run-a",
        AlertSeverity severity = AlertSeverity.Warning,
        AlertStatus status = AlertStatus.Firing,
        string domain = "language",
        string message = "It is off."
    )
    {
        var condition = AlertLifecycleTests.Condition(run, severity: severity) with
        {
            Domain = domain,
            Message = message,
        };
        return new AlertRecord
        {
            Id = AlertFingerprint.Of(condition),
            Condition = condition,
            Status = status,
            Since = Start,
            Updated = Start,
            ResolvedAt = status == AlertStatus.Resolved ? Start : null,
        };
    }

    /// <summary>Leaves the messages of one refit in state and outbox.</summary>
    public void Refit(params AlertRecord[] alerts)
    {
        foreach (var alert in alerts)
        {
            State.Alerts[alert.Id] = alert;
            var evaluation = new AlertEvaluation
            {
                Domain = alert.Condition.Domain,
                Conditions = [],
                RunData = new Dictionary<string, string>(StringComparer.Ordinal),
                FinishedRuns = new HashSet<string>(StringComparer.Ordinal),
                Counts = true,
                Now = Clock.Now,
                Sinks = [Sink.Name],
            };
            foreach (var message in OutboxMessages.Of(alert, evaluation))
            {
                State.Outbox[message.Id] = message;
            }
        }
    }

    public void Dispose() => _services?.Dispose();

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Log.Enqueue($"{formatter(state, exception)} {exception}");
}
