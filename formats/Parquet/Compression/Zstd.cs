using System.Runtime.InteropServices;

namespace RecPipeline.Formats.Parquet.Compression;

/// <summary>The system's libzstd. Where there is none, pages of codec ZSTD are refused by name.</summary>
internal static unsafe class Zstd
{
    private const int CompressionLevel = 3;

    private static readonly nint Library = Load();
    private static readonly delegate* unmanaged<nuint, nuint> Bound = (delegate* unmanaged<nuint, nuint>)Find("ZSTD_compressBound");
    private static readonly delegate* unmanaged<byte*, nuint, byte*, nuint, int, nuint> CompressAll =
        (delegate* unmanaged<byte*, nuint, byte*, nuint, int, nuint>)Find("ZSTD_compress");

    private static readonly delegate* unmanaged<nuint, uint> IsError = (delegate* unmanaged<nuint, uint>)Find("ZSTD_isError");
    private static readonly delegate* unmanaged<nuint, byte*> ErrorName = (delegate* unmanaged<nuint, byte*>)Find("ZSTD_getErrorName");
    private static readonly delegate* unmanaged<nint> CreateStream = (delegate* unmanaged<nint>)Find("ZSTD_createDStream");
    private static readonly delegate* unmanaged<nint, nuint> FreeStream = (delegate* unmanaged<nint, nuint>)Find("ZSTD_freeDStream");
    private static readonly delegate* unmanaged<nint, Buffer*, Buffer*, nuint> DecompressStream =
        (delegate* unmanaged<nint, Buffer*, Buffer*, nuint>)Find("ZSTD_decompressStream");

    public static bool IsAvailable => Library != 0;

    /// <exception cref="ParquetFormatException">There is no libzstd on this machine.</exception>
    public static IStreamDecoder OpenDecoder(Place place) => IsAvailable
        ? new Decoder()
        : throw ParquetThrow.UnsupportedCodec(place, "ZSTD", "the system's library libzstd, which is not installed here");

    /// <summary>Appends the compressed bytes to <paramref name="output"/>. The same library gives the same bytes.</summary>
    public static void Compress(ReadOnlySpan<byte> bytes, ByteBuffer output)
    {
        int start = output.Length;
        var room = output.Reserve(checked((int)Bound((nuint)bytes.Length)));
        fixed (byte* source = bytes)
        fixed (byte* target = room)
        {
            nuint length = CompressAll(target, (nuint)room.Length, source, (nuint)bytes.Length, CompressionLevel);
            if (IsError(length) != 0)
                throw new InvalidOperationException($"ZSTD_compress of {bytes.Length:N0} bytes failed: {Marshal.PtrToStringUTF8((nint)ErrorName(length))}.");
            output.Shorten(start + (int)length);
        }
    }

    private static nint Load()
    {
        foreach (string name in (string[])["libzstd.so.1", "libzstd.1.dylib", "libzstd.dylib", "libzstd.dll", "zstd.dll"])
        {
            if (NativeLibrary.TryLoad(name, out nint library))
                return library;
        }
        return 0;
    }

    private static nint Find(string function) => Library == 0 ? 0 : NativeLibrary.GetExport(Library, function);

    /// <summary>ZSTD_inBuffer and ZSTD_outBuffer have this one layout.</summary>
    private struct Buffer
    {
        public byte* Bytes;
        public nuint Length;
        public nuint Position;
    }

    private sealed class Decoder : IStreamDecoder
    {
        private readonly nint _stream = CreateStream();

        public bool Decode(ref ReadOnlySpan<byte> bytes, Span<byte> output, out int count, Place place)
        {
            fixed (byte* source = bytes)
            fixed (byte* target = output)
            {
                var input = new Buffer { Bytes = source, Length = (nuint)bytes.Length };
                var room = new Buffer { Bytes = target, Length = (nuint)output.Length };
                nuint state = 0;
                // One frame after the other, as long as there is room.
                do
                    state = DecompressStream(_stream, &room, &input);
                while (state == 0 && input.Position < input.Length && room.Position < room.Length);
                if (IsError(state) != 0)
                    throw Corrupt(place, Marshal.PtrToStringUTF8((nint)ErrorName(state)) ?? "unknown");
                count = (int)room.Position;
                bytes = bytes[(int)input.Position..];
                bool isEnd = state == 0 && bytes.IsEmpty;
                return isEnd || count == output.Length ? isEnd : throw Corrupt(place, "the data ends within a frame");
            }
        }

        public void Dispose() => FreeStream(_stream);

        private static ParquetFormatException Corrupt(Place place, string reason) =>
            ParquetThrow.Damaged(place, "decompressing a page", $"bytes that are not Zstandard: {reason}", "a whole compressed page");
    }
}
