using System.Buffers;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Numbers the distinct values of a chunk in order of first occurrence, or gives up when they hardly repeat.</summary>
internal sealed class ValueDictionary<T> : IDisposable
    where T : IEquatable<T>
{
    private const int LargestDictionary = 1 << 16;
    private const int FirstLook = 4096;

    private readonly Func<T, uint> _hash;
    private readonly T[] _values;
    private readonly int[] _slots;
    private readonly int _shift;
    private int _count;

    private ValueDictionary(int length, Func<T, uint> hash)
    {
        _hash = hash;
        var largest = Math.Clamp(length / 2, 1, LargestDictionary);
        var bits = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)largest) + 1;
        _shift = 32 - bits;
        _slots = ArrayPool<int>.Shared.Rent(1 << bits);
        _slots.AsSpan(0, 1 << bits).Fill(-1);
        _values = ArrayPool<T>.Shared.Rent(largest);
        Capacity = largest;
    }

    public ReadOnlySpan<T> Values => _values.AsSpan(0, _count);

    private int Capacity { get; }

    /// <summary>Null if a dictionary does not pay; else <paramref name="indexes"/> says each value's number.</summary>
    public static ValueDictionary<T>? Build(
        ReadOnlySpan<T> values,
        Func<T, uint> hash,
        Span<int> indexes
    )
    {
        if (values.Length == 0)
        {
            return null;
        }

        var dictionary = new ValueDictionary<T>(values.Length, hash);
        for (var i = 0; i < values.Length; i++)
        {
            var index = dictionary.IndexOf(values[i]);
            indexes[i] = index;
            if (index < 0 || (i == FirstLook && dictionary._count > FirstLook / 2))
            {
                dictionary.Dispose();
                return null;
            }
        }

        return dictionary;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_slots);
        ArrayPool<T>.Shared.Return(_values, clearArray: true);
    }

    private int IndexOf(T value)
    {
        var mask = (1 << (32 - _shift)) - 1;
        for (var slot = (int)((_hash(value) * 0x9E3779B1u) >> _shift); ; slot = (slot + 1) & mask)
        {
            var index = _slots[slot];
            if (index < 0)
            {
                if (_count == Capacity)
                {
                    return -1;
                }

                _slots[slot] = _count;
                _values[_count] = value;
                return _count++;
            }

            if (_values[index].Equals(value))
            {
                return index;
            }
        }
    }
}
