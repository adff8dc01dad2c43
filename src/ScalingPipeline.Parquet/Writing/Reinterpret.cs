using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Sees memory of one type, known only to generic code, as another of the same layout.</summary>
internal static class Reinterpret
{
    public static ReadOnlySpan<TTo> As<TFrom, TTo>(ReadOnlySpan<TFrom> values) =>
        MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<TFrom, TTo>(ref MemoryMarshal.GetReference(values)),
            values.Length
        );

    public static ReadOnlySpan<byte> AsBytes<T>(ReadOnlySpan<T> values) =>
        MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)),
            checked(values.Length * Unsafe.SizeOf<T>())
        );
}
