using System.Numerics;
using System.Runtime.InteropServices;
using ScalingPipeline.Ingestion.Decoding;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>
/// Gathers rows that come in any order and hands them on sequence by sequence. It takes only the sequences of one partition, so
/// that a file larger than memory is read in several passes.
/// </summary>
internal sealed class ScatteredRows<T>(int partitions) : ITokenRowConsumer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<long, int> _places = [];
    private readonly List<long> _sequences = [];
    private readonly List<int> _counts = [];
    private readonly List<int> _placeOfRow = [];
    private readonly List<int> _positions = [];
    private readonly List<T> _losses = [];
    private int[] _sortedPositions = [];
    private T[] _sortedLosses = [];
    private int _partition;

    /// <summary>Rows that repeat a sequence and position; the first of them in the order of sequences and positions.</summary>
    public (long Count, long Sequence, int Position) Duplicates { get; private set; }

    /// <summary>Forgets all rows, not the memory they took, and turns to another partition.</summary>
    public void Begin(int partition)
    {
        _partition = partition;
        _places.Clear();
        _sequences.Clear();
        _counts.Clear();
        _placeOfRow.Clear();
        _positions.Clear();
        _losses.Clear();
        Duplicates = default;
    }

    public void Add(TokenRows<T> rows)
    {
        var place = -1;
        for (var row = 0; row < rows.Count; row++)
        {
            var sequence = rows.Sequences[row];
            if (!IsMine(sequence))
            {
                continue;
            }

            LogPosition.Check(rows.Positions[row], rows.FirstRow + row);
            if (place < 0 || _sequences[place] != sequence)
            {
                place = PlaceOf(sequence);
            }

            if (++_counts[place] > LogPosition.Last + 1)
            {
                throw new LogContentException(
                    $"Sequence {sequence} has more than {LogPosition.Last + 1:#,0} rows: more than it can have positions."
                );
            }

            _placeOfRow.Add(place);
            _positions.Add((int)rows.Positions[row]);
            _losses.Add(rows.Losses[row]);
        }
    }

    /// <summary>Hands everything on, ordered by sequence and position; nothing of a sequence after its first duplicate.</summary>
    public void HandOn(EvaluationIntake intake)
    {
        var order = CollectionsMarshal.AsSpan(_sequences).ToArray();
        var places = Enumerable.Range(0, order.Length).ToArray();
        Array.Sort(order, places);

        // Counting sort: where each sequence's rows begin, then each row to its place.
        var starts = new int[order.Length];
        var next = new int[order.Length];
        var start = 0;
        foreach (var place in places)
        {
            starts[place] = next[place] = start;
            start += _counts[place];
        }

        if (_sortedPositions.Length < start)
        {
            _sortedPositions = new int[_positions.Capacity];
            _sortedLosses = new T[_positions.Capacity];
        }

        var (positions, losses) = (_sortedPositions, _sortedLosses);
        for (var row = 0; row < start; row++)
        {
            var to = next[_placeOfRow[row]]++;
            positions[to] = _positions[row];
            losses[to] = _losses[row];
        }

        foreach (var place in places)
        {
            var (from, count) = (starts[place], _counts[place]);
            Array.Sort(positions, losses, from, count);
            HandOn(
                intake,
                _sequences[place],
                positions.AsSpan(from, count),
                losses.AsSpan(from, count)
            );
        }
    }

    private void HandOn(
        EvaluationIntake intake,
        long sequence,
        ReadOnlySpan<int> positions,
        ReadOnlySpan<T> losses
    )
    {
        for (var at = 0; at < positions.Length; )
        {
            var length = 1;
            while (
                at + length < positions.Length && positions[at + length] == positions[at] + length
            )
            {
                length++;
            }

            if (at > 0 && positions[at] == positions[at - 1])
            {
                Duplicates =
                    Duplicates.Count == 0
                        ? (1, sequence, positions[at])
                        : Duplicates with
                        {
                            Count = Duplicates.Count + 1,
                        };
            }

            intake.TryAdd(sequence, positions[at], losses.Slice(at, length));
            at += length;
        }
    }

    private int PlaceOf(long sequence)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _places,
            sequence,
            out var exists
        );
        if (!exists)
        {
            place = _sequences.Count;
            _sequences.Add(sequence);
            _counts.Add(0);
        }

        return place;
    }

    private bool IsMine(long sequence) =>
        partitions == 1
        || (int)(((ulong)sequence * 0x9E3779B97F4A7C15UL) >> 40) % partitions == _partition;
}
