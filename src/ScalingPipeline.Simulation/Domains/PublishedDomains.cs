namespace ScalingPipeline.Simulation.Domains;

/// <summary>The domains that can be simulated. Constants are published ones; what had to be assumed says so.</summary>
public static class PublishedDomains
{
    private const string DataTermAssumed =
        "Henighan et al. 2020 (arXiv 2010.14701), Table 1, L(N); the data term is assumed: the paper shows L(D) only in figures";

    /// <summary>Text. The paper counts embeddings in N; here N is non-embedding as everywhere in the logs.</summary>
    public static SimulatedDomain Language { get; } =
        new()
        {
            Name = "language",
            RunPrefix = "lang",
            Law = new(1.69337368, 406.401018, 410.722827, 0.33917084, 0.2849083),
            LawSource =
                "Hoffmann et al. 2022 (arXiv 2203.15556), approach 3, full-precision constants of the TeX source",
            Profile = new(0.56, 4.5 / 2.9),
            VocabularySize = 32_000,
            ContextLength = 128,
            TokenizerKind = "sentencepiece",
            BytesPerToken = 4,
        };

    /// <summary>Mathematics problems, the distribution beyond the training difficulties.</summary>
    public static SimulatedDomain Mathematics { get; } =
        new()
        {
            Name = "math",
            RunPrefix = "math",
            Law = PortableLaw.FromScales(0.28, 1.1e4, 0.16, 4e4, 0.21),
            LawSource = DataTermAssumed,
            Profile = new(0.6, 1.2),
            VocabularySize = 256,
            ContextLength = 128,
            TokenizerKind = "bytes",
            BytesPerToken = 1,
            HasDifficulty = true,
        };

    public static SimulatedDomain Image { get; } =
        new()
        {
            Name = "image8x8",
            RunPrefix = "img8",
            Law = PortableLaw.FromScales(3.12, 8.0e1, 0.24, 1e4, 0.25),
            LawSource = DataTermAssumed,
            Profile = new(1, 0.6, 0.1),
            VocabularySize = 256,
            ContextLength = 64,
            TokenizerKind = "bytes",
            BytesPerToken = 1,
        };

    /// <summary>Vector-quantized video, codebook of 4,096. No pipeline definition is shipped for it: a domain to write one for.</summary>
    public static SimulatedDomain Video { get; } =
        new()
        {
            Name = "video",
            RunPrefix = "vid",
            Law = PortableLaw.FromScales(1.01, 3.7e4, 0.24, 1e5, 0.24),
            LawSource = DataTermAssumed,
            Profile = new(0.4, 1),
            VocabularySize = 4_096,
            ContextLength = 128,
            TokenizerKind = "vq-codes",
            BytesPerToken = 1.5,
        };

    public static IReadOnlyList<SimulatedDomain> All { get; } =
    [Language, Mathematics, Image, Video];
}
