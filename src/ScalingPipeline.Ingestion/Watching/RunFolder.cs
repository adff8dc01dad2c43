using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>
/// A run lies in one place: under the leading folders of its declaration. Files of the same run elsewhere are another run of that
/// name, and are set aside, as long as that declaration is there.
/// </summary>
internal sealed class RunFolder(IBlobSource source, BlobJudge judge)
{
    private readonly Dictionary<string, bool> _isThere = new(StringComparer.Ordinal);

    /// <summary>The entry of a candidate that lies elsewhere; null when it lies where it should.</summary>
    public async Task<string?> ConflictAsync(
        Candidate candidate,
        RunDeclaration? declared,
        CancellationToken cancellationToken
    )
    {
        if (
            candidate.IsRead
            || declared is null
            || !string.Equals(declared.Blob.Container, source.Container, StringComparison.Ordinal)
            || judge.RootOfDeclaration(declared.Blob.Name) is not { } home
            || string.Equals(home, candidate.Match.Root, StringComparison.Ordinal)
        )
        {
            return null;
        }

        if (!_isThere.TryGetValue(declared.Blob.Name, out var isThere))
        {
            isThere = await source.FindAsync(declared.Blob.Name, cancellationToken) is not null;
            _isThere[declared.Blob.Name] = isThere;
        }

        return isThere ? Conflict(candidate, home) : null;
    }

    /// <summary>What is told of a file that lies elsewhere than its run.</summary>
    public static string Conflict(Candidate candidate, string home)
    {
        var place = home.Length == 0 ? "the top folder" : $"'{home}'";
        return $"Run '{candidate.Match.Run}' of {candidate.Match.Domain} already comes from {place}; give one of the two runs another name.";
    }
}
