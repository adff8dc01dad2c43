using System.Runtime.InteropServices;

namespace ScalingPipeline.Parquet.Compression;

/// <summary>The few functions used of the system's Zstandard library (zstd.h, stable part), found on first use.</summary>
internal sealed unsafe class ZstdLibrary
{
    private static readonly string[] Names =
    [
        "libzstd.so.1",
        "libzstd.so",
        "libzstd.1.dylib",
        "libzstd.dylib",
        "libzstd.dll",
        "zstd.dll",
    ];

    private static readonly Lazy<ZstdLibrary?> Loaded = new(Load);

    private ZstdLibrary(nint library)
    {
        CreateDecoder = (delegate* unmanaged<nint>)Export(library, "ZSTD_createDCtx");
        CreateEncoder = (delegate* unmanaged<nint>)Export(library, "ZSTD_createCCtx");
        IsError = (delegate* unmanaged<nuint, uint>)Export(library, "ZSTD_isError");
        Bound = (delegate* unmanaged<nuint, nuint>)Export(library, "ZSTD_compressBound");
        FrameSize = (delegate* unmanaged<byte*, nuint, nuint>)Export(
            library,
            "ZSTD_findFrameCompressedSize"
        );
        ContentSize = (delegate* unmanaged<byte*, nuint, ulong>)Export(
            library,
            "ZSTD_getFrameContentSize"
        );
        Decompress = (delegate* unmanaged<nint, byte*, nuint, byte*, nuint, nuint>)Export(
            library,
            "ZSTD_decompressDCtx"
        );
        Compress = (delegate* unmanaged<nint, byte*, nuint, byte*, nuint, int, nuint>)Export(
            library,
            "ZSTD_compressCCtx"
        );
    }

    public static ZstdLibrary? Instance => Loaded.Value;

    public delegate* unmanaged<nint> CreateDecoder { get; }

    public delegate* unmanaged<nint> CreateEncoder { get; }

    public delegate* unmanaged<nuint, uint> IsError { get; }

    public delegate* unmanaged<nuint, nuint> Bound { get; }

    public delegate* unmanaged<byte*, nuint, nuint> FrameSize { get; }

    public delegate* unmanaged<byte*, nuint, ulong> ContentSize { get; }

    public delegate* unmanaged<nint, byte*, nuint, byte*, nuint, nuint> Decompress { get; }

    public delegate* unmanaged<nint, byte*, nuint, byte*, nuint, int, nuint> Compress { get; }

    private static nint Export(nint library, string name) => NativeLibrary.GetExport(library, name);

    private static ZstdLibrary? Load()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return new ZstdLibrary(library);
            }
        }

        return null;
    }
}
