namespace RecPipeline.Formats.Parquet.Compression;

/// <summary>Zstandard by the system's library.</summary>
internal sealed unsafe class ZstdStreamDecoder(Zstd library) : IStreamDecoder
{
    private readonly nint _stream = library.CreateStream();

    public bool Decode(ref ReadOnlySpan<byte> bytes, Span<byte> output, out int count, Place place)
    {
        fixed (byte* source = bytes)
        fixed (byte* target = output)
        {
            var input = new ZstdBuffer { Bytes = source, Length = (nuint)bytes.Length };
            var room = new ZstdBuffer { Bytes = target, Length = (nuint)output.Length };
            nuint state = 0;
            // One frame after the other, as long as there is room.
            do
                state = library.Decompress(_stream, &room, &input);
            while (state == 0 && input.Position < input.Length && room.Position < room.Length);
            if (library.ErrorOf(state) is { } error)
                throw Corrupt(place, error);
            count = (int)room.Position;
            bytes = bytes[(int)input.Position..];
            bool isEnd = state == 0 && bytes.IsEmpty;
            return isEnd || count == output.Length ? isEnd : throw Corrupt(place, "the data ends within a frame");
        }
    }

    public void Dispose() => library.FreeStream(_stream);

    private static ParquetFormatException Corrupt(Place place, string reason) =>
        ParquetThrow.Damaged(place, "decompressing a page", $"bytes that are not ZSTD: {reason}", "a whole compressed page");
}
