using System.Runtime.InteropServices;

namespace RecPipeline.Formats.Parquet.Compression;

/// <summary>The system's libzstd. Where there is none, pages of codec ZSTD are refused by name.</summary>
internal sealed unsafe class Zstd
{
    private const int CompressionLevel = 3;

    private readonly delegate* unmanaged<nuint, nuint> _bound;
    private readonly delegate* unmanaged<byte*, nuint, byte*, nuint, int, nuint> _compress;
    private readonly delegate* unmanaged<nuint, uint> _isError;
    private readonly delegate* unmanaged<nuint, byte*> _errorName;
    private readonly delegate* unmanaged<nint> _createStream;
    private readonly delegate* unmanaged<nint, nuint> _freeStream;
    private readonly delegate* unmanaged<nint, ZstdBuffer*, ZstdBuffer*, nuint> _decompressStream;

    private Zstd(nint library)
    {
        _bound = (delegate* unmanaged<nuint, nuint>)NativeLibrary.GetExport(library, "ZSTD_compressBound");
        _compress = (delegate* unmanaged<byte*, nuint, byte*, nuint, int, nuint>)NativeLibrary.GetExport(library, "ZSTD_compress");
        _isError = (delegate* unmanaged<nuint, uint>)NativeLibrary.GetExport(library, "ZSTD_isError");
        _errorName = (delegate* unmanaged<nuint, byte*>)NativeLibrary.GetExport(library, "ZSTD_getErrorName");
        _createStream = (delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "ZSTD_createDStream");
        _freeStream = (delegate* unmanaged<nint, nuint>)NativeLibrary.GetExport(library, "ZSTD_freeDStream");
        _decompressStream = (delegate* unmanaged<nint, ZstdBuffer*, ZstdBuffer*, nuint>)NativeLibrary.GetExport(library, "ZSTD_decompressStream");
    }

    /// <summary>The library of this machine, or null where none is installed.</summary>
    public static Zstd? System { get; } = Load("libzstd.so.1", "libzstd.1.dylib", "libzstd.dylib", "libzstd.dll", "zstd.dll");

    /// <summary>The first of these libraries that is there.</summary>
    public static Zstd? Load(params IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
                return new Zstd(library);
        }
        return null;
    }

    /// <summary>Appends the compressed bytes to <paramref name="output"/>. The same library gives the same bytes.</summary>
    public void Compress(ReadOnlySpan<byte> bytes, ByteBuffer output)
    {
        int start = output.Length;
        var room = output.Reserve(checked((int)_bound((nuint)bytes.Length)));
        fixed (byte* source = bytes)
        fixed (byte* target = room)
        {
            nuint length = _compress(target, (nuint)room.Length, source, (nuint)bytes.Length, CompressionLevel);
            if (ErrorOf(length) is { } error)
                throw new InvalidOperationException($"ZSTD_compress of {bytes.Length:N0} bytes failed: {error}.");
            output.Shorten(start + (int)length);
        }
    }

    public nint CreateStream() => _createStream();

    public void FreeStream(nint stream) => _freeStream(stream);

    /// <summary>One step of ZSTD_decompressStream: 0 at the end of a frame.</summary>
    public nuint Decompress(nint stream, ZstdBuffer* output, ZstdBuffer* input) => _decompressStream(stream, output, input);

    /// <summary>What went wrong, or null where nothing did.</summary>
    public string? ErrorOf(nuint state) => _isError(state) == 0 ? null : Marshal.PtrToStringUTF8((nint)_errorName(state)) ?? "unknown";
}

/// <summary>ZSTD_inBuffer and ZSTD_outBuffer, which have one layout.</summary>
internal unsafe struct ZstdBuffer
{
    public byte* Bytes;
    public nuint Length;
    public nuint Position;
}
