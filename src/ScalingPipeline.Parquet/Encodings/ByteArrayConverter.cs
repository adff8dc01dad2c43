namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Makes the value that the caller sees from the bytes stored.</summary>
internal delegate T ByteArrayConverter<out T>(ReadOnlySpan<byte> bytes);
