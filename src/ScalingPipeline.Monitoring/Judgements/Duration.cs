using System.Globalization;

namespace ScalingPipeline.Monitoring.Judgements;

/// <summary>How people say how long: a whole number with a unit, as in <c>90m</c>, <c>8h</c>, <c>3d</c> or <c>2w</c>.</summary>
public static class Duration
{
    private const int MostDigits = 6;

    /// <exception cref="JudgementException">It is none.</exception>
    public static TimeSpan Parse(string? text)
    {
        var unit = text is [.., var last]
            ? last switch
            {
                'm' => TimeSpan.FromMinutes(1),
                'h' => TimeSpan.FromHours(1),
                'd' => TimeSpan.FromDays(1),
                'w' => TimeSpan.FromDays(7),
                _ => TimeSpan.Zero,
            }
            : TimeSpan.Zero;
        return
            unit > TimeSpan.Zero
            && text!.Length <= MostDigits
            && int.TryParse(
                text.AsSpan()[..^1],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
            ? count * unit
            : throw new JudgementException(
                $"'{text}' is no duration: say for how long, as in 90m, 8h, 3d or 2w."
            );
    }
}
