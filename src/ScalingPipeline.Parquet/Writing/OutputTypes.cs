namespace ScalingPipeline.Parquet.Writing;

/// <summary>How the types given by the caller are stored.</summary>
internal static class OutputTypes
{
    /// <summary>Whether the values of the column can be given as <typeparamref name="T"/>.</summary>
    public static bool Accepts<T>(OutputColumn column) =>
        (column.PhysicalType, column.LogicalType.Kind) switch
        {
            (PhysicalType.Boolean, _) => typeof(T) == typeof(bool),
            (PhysicalType.Float, _) => typeof(T) == typeof(float),
            (PhysicalType.Double, _) => typeof(T) == typeof(double),
            (PhysicalType.Int32 or PhysicalType.Int64, LogicalKind.Decimal) => typeof(T)
                == typeof(decimal),
            (PhysicalType.Int32, LogicalKind.Integer) => typeof(T) == typeof(uint),
            (PhysicalType.Int64, LogicalKind.Integer) => typeof(T) == typeof(ulong),
            (PhysicalType.Int32, LogicalKind.Date) => typeof(T) == typeof(int)
                || typeof(T) == typeof(DateOnly),
            (PhysicalType.Int32, _) => typeof(T) == typeof(int),
            (PhysicalType.Int64, _) => typeof(T) == typeof(long),
            (PhysicalType.ByteArray, LogicalKind.None) => typeof(T) == typeof(byte[]),
            (PhysicalType.ByteArray, _) => typeof(T) == typeof(string),
            (PhysicalType.FixedLengthByteArray, LogicalKind.Float16) => typeof(T) == typeof(Half),
            (PhysicalType.FixedLengthByteArray, LogicalKind.Uuid) => typeof(T) == typeof(Guid),
            (PhysicalType.FixedLengthByteArray, LogicalKind.Decimal) => typeof(T)
                == typeof(decimal),
            _ => typeof(T) == typeof(byte[]),
        };

    /// <summary>What is stored in place of values whose type is not a stored one: <c>int</c>, <c>long</c> or <c>byte[]</c>; null for any other.</summary>
    public static Array? Convert<T>(
        OutputColumn column,
        ReadOnlySpan<T> values,
        ReadOnlySpan<bool> isNull
    )
    {
        if (typeof(T) == typeof(byte[]))
        {
            RequireLengths(column, Reinterpret.As<T, byte[]>(values), isNull);
            return null;
        }

        if (typeof(T) == typeof(Half))
        {
            return Each(
                Reinterpret.As<T, Half>(values),
                isNull,
                half => BitConverter.GetBytes(BitConverter.HalfToUInt16Bits(half))
            );
        }

        if (typeof(T) == typeof(Guid))
        {
            return Each(
                Reinterpret.As<T, Guid>(values),
                isNull,
                id => id.ToByteArray(bigEndian: true)
            );
        }

        if (typeof(T) == typeof(DateOnly))
        {
            var epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
            return Each(Reinterpret.As<T, DateOnly>(values), isNull, day => day.DayNumber - epoch);
        }

        if (typeof(T) == typeof(decimal))
        {
            var decimals = Reinterpret.As<T, decimal>(values);
            return column.PhysicalType switch
            {
                PhysicalType.Int32 => Each(
                    decimals,
                    isNull,
                    value => (int)DecimalColumn.Unscaled(value, column)
                ),
                PhysicalType.Int64 => Each(
                    decimals,
                    isNull,
                    value => (long)DecimalColumn.Unscaled(value, column)
                ),
                _ => Each(
                    decimals,
                    isNull,
                    value => DecimalColumn.BigEndian(DecimalColumn.Unscaled(value, column))
                ),
            };
        }

        return null;
    }

    private static void RequireLengths(
        OutputColumn column,
        ReadOnlySpan<byte[]> values,
        ReadOnlySpan<bool> isNull
    )
    {
        var length =
            column.PhysicalType == PhysicalType.Int96 ? 12
            : column.PhysicalType == PhysicalType.FixedLengthByteArray ? column.TypeLength
            : -1;
        for (var i = 0; i < values.Length; i++)
        {
            var isGiven = isNull.Length == 0 || !isNull[i];
            if (length >= 0 && isGiven && values[i].Length != length)
            {
                throw new ArgumentException(
                    $"Column {column.Name} was given {values[i].Length} bytes where {length} belong.",
                    nameof(values)
                );
            }
        }
    }

    private static TTo[] Each<TFrom, TTo>(
        ReadOnlySpan<TFrom> values,
        ReadOnlySpan<bool> isNull,
        Func<TFrom, TTo> convert
    )
    {
        var converted = new TTo[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (isNull.Length == 0 || !isNull[i])
            {
                converted[i] = convert(values[i]);
            }
        }

        return converted;
    }
}
