namespace RecPipeline.Formats.Parquet.Compression;

/// <summary>A decoder that continues where it stopped for want of room.</summary>
internal interface IStreamDecoder : IDisposable
{
    /// <summary>Decodes until the end, which returns true, or until <paramref name="output"/> is full.</summary>
    /// <param name="bytes">All bytes that are left; what was used is cut off.</param>
    /// <param name="output">Where to write.</param>
    /// <param name="count">How many bytes were written.</param>
    /// <param name="place">The page, for errors.</param>
    /// <exception cref="ParquetFormatException">The bytes end too early or are not of the codec.</exception>
    bool Decode(ref ReadOnlySpan<byte> bytes, Span<byte> output, out int count, Place place);
}
