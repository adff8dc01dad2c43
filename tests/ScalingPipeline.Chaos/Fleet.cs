using ScalingPipeline.Ingestion.Durability;

namespace ScalingPipeline.Chaos;

/// <summary>
/// Keeps a number of workers running while they are killed: each new one dies at the next commit boundary that none has died at yet, after a few
/// times; some are killed at random.
/// </summary>
internal sealed class Fleet(
    int size,
    Func<int, IReadOnlyDictionary<string, string>> environment,
    IReadOnlyList<string> arguments,
    Random random,
    Tally tally
) : IDisposable
{
    private readonly Queue<string> _boundaries = new(CommitBoundary.All);
    private readonly List<Worker> _workers = [];

    /// <summary>Commit boundaries that no worker has died at yet.</summary>
    public int BoundariesLeft =>
        _boundaries.Count + _workers.Count(w => w.KillAt is not null && !w.HasExited);

    /// <summary>Whether all of them run and serve their pages.</summary>
    public bool IsUp => _workers.Count == size && _workers.TrueForAll(w => w.IsUp);

    /// <summary>Starts what is missing.</summary>
    /// <exception cref="InvalidOperationException">A worker ended by itself, not by being killed.</exception>
    public void Tend()
    {
        for (var place = 0; place < size; place++)
        {
            if (place == _workers.Count)
            {
                _workers.Add(Next(place));
            }
            else if (_workers[place].HasExited)
            {
                Bury(_workers[place]);
                _workers[place] = Next(place);
            }
        }
    }

    public async Task KillOneAsync()
    {
        var worker = _workers[random.Next(_workers.Count)];
        if (worker.HasExited)
        {
            return;
        }

        await worker.KillAsync();
        tally.Add(Tally.KilledAtRandom);
        PutBack(worker);
    }

    public async Task KillAllAsync()
    {
        foreach (var worker in _workers.Where(w => !w.HasExited))
        {
            await worker.KillAsync();
        }
    }

    public void Dispose() => _workers.ForEach(w => w.Dispose());

    private Worker Next(int place) =>
        new(
            environment(place),
            arguments,
            _boundaries.TryDequeue(out var boundary) ? (boundary, 1) : null
        );

    /// <summary>It did not come to its boundary: another has to.</summary>
    private void PutBack(Worker worker)
    {
        if (worker.KillAt is { } boundary)
        {
            _boundaries.Enqueue(boundary);
        }
    }

    /// <exception cref="InvalidOperationException">It ended by itself. One that finds no database at its start may: whoever runs it starts it again.</exception>
    private void Bury(Worker worker)
    {
        const int Killed = 128 + 9;
        if (worker.FailedToStart && tally[DatabaseCrash.Kind] > 0)
        {
            tally.Add("worker started while the database was down");
            PutBack(worker);
            worker.Dispose();
            return;
        }

        if (worker.ExitCode != Killed)
        {
            throw new InvalidOperationException(
                $"A worker ended by itself with exit code {worker.ExitCode}:\n{worker.Lines}"
            );
        }

        if (worker is { KillAt: { } boundary, WasKilled: false })
        {
            tally.Add(Tally.KilledAt(boundary));
        }

        worker.Dispose();
    }
}
