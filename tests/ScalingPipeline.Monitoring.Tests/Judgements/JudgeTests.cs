using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Tests.Delivery;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Judgements;

public sealed class JudgeTests : IDisposable
{
    private readonly TestDelivery _delivery = new([new("Console", "true")]);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("90m", 90)]
    [InlineData("8h", 480)]
    [InlineData("2w", 20_160)]
    public void A_duration_is_a_number_with_a_unit(string text, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Duration.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("8")]
    [InlineData("-8h")]
    [InlineData("1.5h")]
    [InlineData("8 h")]
    [InlineData("9999999999h")]
    public void Anything_else_is_refused_with_a_sentence(string? text) =>
        Assert.Contains(
            "as in 90m",
            Assert.Throws<JudgementException>(() => Duration.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Every_word_is_logged_with_its_author()
    {
        var alert = TestDelivery.Alert();
        _delivery.Refit(alert);

        var silence = await _delivery.Judge.SilenceAsync(
            "ada",
            "language",
            "run-*",
            null,
            "8h",
            "maintenance",
            Cancelled
        );
        await _delivery.Judge.LiftAsync("bob", silence.Id, Cancelled);
        await _delivery.Judge.AcknowledgeAsync("cyd", alert.Id, "on it", Cancelled);

        Assert.Equal(
            [
                $"Audit: ada silenced domain language, run run-*, code * until 2026-03-01 20:00:00Z (silence {silence.Id}): maintenance",
                $"Audit: bob removed silence {silence.Id}",
                $"Audit: cyd acknowledged alert {alert.Id}: on it",
            ],
            _delivery
                .Log.Where(l => l.StartsWith("Audit", StringComparison.Ordinal))
                .Select(l => l.Trim())
        );
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_judged()
    {
        Task[] judgements =
        [
            _delivery.Judge.LiftAsync("ada", "none", Cancelled),
            _delivery.Judge.AcknowledgeAsync("ada", "none", "why", Cancelled),
            _delivery.Judge.MarkAsync("ada", "d", "none", RunVerdict.Faulty, "why", Cancelled),
            _delivery.Judge.MarkAsync("ada", "d", "none", null, "why", Cancelled),
        ];

        foreach (var judgement in judgements)
        {
            Assert.True((await Assert.ThrowsAsync<JudgementException>(() => judgement)).IsUnknown);
        }
    }

    public void Dispose() => _delivery.Dispose();
}
