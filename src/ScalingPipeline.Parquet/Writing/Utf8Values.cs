using System.Text;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Text and bytes alike as the bytes that are stored.</summary>
internal static class Utf8Values
{
    private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);

    public static ReadOnlySpan<byte[]> Of<T>(ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(byte[]))
        {
            return Reinterpret.As<T, byte[]>(values);
        }

        var bytes = new byte[values.Length][];
        var texts = Reinterpret.As<T, string>(values);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = _strict.GetBytes(texts[i]);
        }

        return bytes;
    }
}
