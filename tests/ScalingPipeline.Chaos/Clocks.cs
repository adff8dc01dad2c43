using System.Globalization;

namespace ScalingPipeline.Chaos;

/// <summary>Clocks of workers that jump while they run, with libfaketime (Debian's package <c>faketime</c>); where that is missing they do not.</summary>
public sealed class Clocks(string work, Random random, Tally tally)
{
    private const int MostMinutes = 24 * 60;

    private static readonly string? _library = FindLibrary();

    public static bool CanJump => _library is not null;

    /// <summary>The settings under which a worker sees the clock of its place.</summary>
    public IReadOnlyDictionary<string, string> SettingsOf(int place)
    {
        if (!CanJump)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        if (!File.Exists(FileOf(place)))
        {
            File.WriteAllText(FileOf(place), "+0m");
        }

        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = _library!,
            ["FAKETIME_TIMESTAMP_FILE"] = FileOf(place),
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            // Else every wait with a limit is over at once: no database could be reached.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        };
    }

    /// <summary>Up to a day forward or back.</summary>
    public void Jump(int place)
    {
        if (CanJump)
        {
            var minutes = random.Next(-MostMinutes, MostMinutes);
            File.WriteAllText(
                FileOf(place),
                string.Create(CultureInfo.InvariantCulture, $"{minutes:+0;-0}m")
            );
            tally.Add(Tally.ClockJumped);
        }
    }

    private static string? FindLibrary() =>
        Directory.Exists("/usr/lib")
            ? Directory
                .EnumerateDirectories("/usr/lib", "*-linux-gnu")
                .Select(folder => $"{folder}/faketime/libfaketime.so.1")
                .FirstOrDefault(File.Exists)
            : null;

    private string FileOf(int place) => Path.Combine(work, $"clock-{place}");
}
