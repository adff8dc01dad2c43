namespace ScalingPipeline.Simulation.Randomness;

/// <summary>FNV-1a over UTF-16 code units: the same on every machine and in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
internal static class StableHash
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(long seed, params ReadOnlySpan<string> names)
    {
        var hash = (Basis ^ (ulong)seed) * Prime;
        foreach (var name in names)
        {
            foreach (var letter in name)
            {
                hash = (hash ^ letter) * Prime;
            }

            // A separator that no name contains: ("ab", "c") and ("a", "bc") differ.
            hash = (hash ^ 0x1F) * Prime;
        }

        // The low bits of FNV mix poorly; fold the high ones in for callers that take a remainder.
        return hash ^ (hash >> 32);
    }
}
