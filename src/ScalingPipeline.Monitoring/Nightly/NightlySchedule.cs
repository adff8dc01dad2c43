using System.Globalization;
using Quartz;

namespace ScalingPipeline.Monitoring.Nightly;

/// <summary>One night: its local date and the moment at which it is due.</summary>
public readonly record struct Night(DateOnly Date, DateTimeOffset At);

/// <summary>
/// The nights of a schedule of local times. A time that a change to summer time leaves out is due as much later as the clock
/// jumps (02:30 becomes 03:30); a time that comes twice in autumn is due at the first.
/// </summary>
public sealed class NightlySchedule
{
    /// <summary>Local times this far apart keep their order across any change of the clock.</summary>
    private static readonly TimeSpan _largestJump = TimeSpan.FromHours(3);

    private readonly CronExpression _wallTimes;
    private readonly TimeZoneInfo _zone;

    /// <param name="options">Validated options.</param>
    public NightlySchedule(NightlyOptions options)
    {
        _zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        var cron = options.Cron;
        if (string.IsNullOrEmpty(cron))
        {
            var time = TimeOnly.ParseExact(options.Time, "HH:mm", CultureInfo.InvariantCulture);
            cron = $"0 {time.Minute} {time.Hour} * * ?";
        }

        // Evaluated on wall-clock times written as UTC, where no hour is missing or doubled; the zone comes in afterwards.
        _wallTimes = new CronExpression(cron, TimeZoneInfo.Utc);
    }

    /// <summary>The first night due after a moment; null when the schedule ends.</summary>
    public Night? After(DateTimeOffset moment) =>
        Candidates(moment)
            .Where(night => night.At > moment)
            .Select(night => (Night?)night)
            .MinBy(night => night!.Value.At);

    /// <summary>The last night due at or before a moment, if one was within the time given.</summary>
    public Night? Last(DateTimeOffset moment, TimeSpan within)
    {
        Night? last = null;
        for (
            var night = After(moment - within);
            night is { } next && next.At <= moment;
            night = After(next.At)
        )
        {
            last = next;
        }

        return last;
    }

    private List<Night> Candidates(DateTimeOffset moment)
    {
        var nights = new List<Night>();
        var wall = Wall(moment) - _largestJump;
        DateTimeOffset? end = null;
        while (_wallTimes.GetNextValidTimeAfter(wall) is { } next && (end is null || next <= end))
        {
            var night = new Night(DateOnly.FromDateTime(next.DateTime), Moment(next.DateTime));
            nights.Add(night);
            if (night.At > moment)
            {
                end ??= next + _largestJump;
            }

            wall = next;
        }

        return nights;
    }

    private DateTimeOffset Wall(DateTimeOffset moment) =>
        new(TimeZoneInfo.ConvertTime(moment, _zone).DateTime, TimeSpan.Zero);

    private DateTimeOffset Moment(DateTime wall)
    {
        var offset =
            _zone.IsInvalidTime(wall) ? _zone.GetUtcOffset(wall - _largestJump)
            : _zone.IsAmbiguousTime(wall) ? _zone.GetAmbiguousTimeOffsets(wall).Max()
            : _zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }
}
