using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What runs have declared, looked up once each. Not for use by several threads.</summary>
internal sealed class RunDeclarations(ILedger ledger)
{
    private readonly Dictionary<(string Domain, string Run), RunDeclaration?> _known = [];

    /// <summary>Null while the run is not declared.</summary>
    public async Task<RunDeclaration?> OfAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        var run = (candidate.Match.Domain, candidate.Match.Run);
        if (!_known.TryGetValue(run, out var declaration))
        {
            declaration = await ledger.DeclarationAsync(run.Domain, run.Run, cancellationToken);
            _known[run] = declaration;
        }

        return declaration;
    }

    public void Forget(string domain, string run) => _known.Remove((domain, run));
}
