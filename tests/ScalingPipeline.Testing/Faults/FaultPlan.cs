namespace ScalingPipeline.Testing.Faults;

/// <summary>Which requests go wrong, and how.</summary>
public delegate FaultKind FaultPlan(ProxiedRequest request);

/// <summary>Plans that tests share.</summary>
public static class FaultPlans
{
    public static FaultPlan None { get; } = _ => FaultKind.None;

    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [.. Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.None)];

    public static FaultPlan Always(FaultKind kind) => _ => kind;

    /// <summary>The next <paramref name="times"/> requests that <paramref name="where"/> holds for, all by default.</summary>
    public static FaultPlan Next(
        int times,
        FaultKind kind,
        Func<ProxiedRequest, bool>? where = null
    )
    {
        var left = times;
        return request =>
            (where?.Invoke(request) ?? true) && Interlocked.Decrement(ref left) >= 0
                ? kind
                : FaultKind.None;
    }

    /// <summary>Each request with the same probability, by its number alone: the same seed gives the same plan.</summary>
    /// <param name="seed">Of the plan.</param>
    /// <param name="rate">The share of requests that go wrong, 0 to 1.</param>
    /// <param name="kinds">What goes wrong, each as often; all kinds by default.</param>
    public static FaultPlan Seeded(int seed, double rate, params IReadOnlyList<FaultKind> kinds)
    {
        var among = kinds.Count > 0 ? kinds : Kinds;
        return request =>
        {
            var random = new Random(HashCode(seed, request.Number));
            return random.NextDouble() < rate ? among[random.Next(among.Count)] : FaultKind.None;
        };
    }

    // Not System.HashCode: that one differs from process to process.
    private static int HashCode(int seed, long number)
    {
        var mixed = ((ulong)(uint)seed << 32) + (ulong)number + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)(mixed >> 33);
    }
}
