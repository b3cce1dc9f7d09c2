using System.Buffers;
using System.IO.Compression;

namespace RecPipeline.Formats.Parquet.Compression;

/// <summary>Brotli by the runtime's decoder.</summary>
internal sealed class BrotliStreamDecoder : IStreamDecoder
{
    private BrotliDecoder _decoder;

    public bool Decode(ref ReadOnlySpan<byte> bytes, Span<byte> output, out int count, Place place)
    {
        var status = _decoder.Decompress(bytes, output, out int consumed, out count);
        bytes = bytes[consumed..];
        return status switch
        {
            OperationStatus.Done => true,
            OperationStatus.DestinationTooSmall => false,
            OperationStatus.NeedMoreData => throw ParquetThrow.EndOfData(place, "decompressing a page of BROTLI", 1, 0),
            _ => throw ParquetThrow.Damaged(place, "decompressing a page", "bytes that are not BROTLI", "a whole compressed page"),
        };
    }

    public void Dispose() => _decoder.Dispose();
}
