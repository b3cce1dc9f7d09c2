using SharpCompress.Common;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace RecPipeline.Jobs.Inputs;

/// <summary>The text of a bzip2 file of one or several streams, as pbzip2 and Hadoop write them.</summary>
/// <remarks>The decoder takes byte by byte and no more than its stream, so the next one begins where it stopped.</remarks>
internal sealed class Bzip2Streams(CompressedSource source, string path, long maxBytes) : ExpandedInput(source, path, maxBytes)
{
    private BZip2Stream? _data;

    protected override string Codec => "bzip2";

    protected override bool Begin()
    {
        if (!Source.Peek(3).StartsWith("BZh"u8))
            return false;
        _data?.Dispose();
        _data = Checked(() => BZip2Stream.Create(Source, CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true));
        return true;
    }

    protected override int ReadMember(Span<byte> buffer)
    {
        try
        {
            return _data!.Read(buffer);
        }
        catch (SharpCompressException error)
        {
            throw Wrong(error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _data?.Dispose();
        base.Dispose(disposing);
    }

    private BZip2Stream Checked(Func<BZip2Stream> open)
    {
        try
        {
            return open();
        }
        catch (SharpCompressException error)
        {
            throw Wrong(error);
        }
    }

    private UsageException Wrong(SharpCompressException error) =>
        Source.Peek(1).IsEmpty ? EndsEarly(error) : Damaged("its checksum or its form is wrong", error);
}
