using RecPipeline.Formats.Arrow.Flat;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>The buffers of a message body in order, as views, each checked to lie in the body and to be long enough.</summary>
/// <remarks>Together they are not longer than the body: else a small body could stand behind many columns, and copies of it would fill the memory.</remarks>
internal ref struct BodyBuffers(ReadOnlyMemory<byte> body, FlatVector buffers, MessageSite site)
{
    private readonly FlatVector _buffers = buffers;
    private long _bytesLeft = body.Length;
    private int _next;

    public readonly int Left => _buffers.Count - _next;

    /// <summary>The next buffer, which has at least <paramref name="bytes"/> bytes.</summary>
    public ReadOnlyMemory<byte> Next(ArrowField field, long bytes)
    {
        if (Left == 0)
            throw site.Damaged(field.Path, $"only {_buffers.Count} buffers", "the column needs more");
        var (offset, length) = (_buffers.Int64(_next, 0), _buffers.Int64(_next, 8));
        if (offset < 0 || length < 0 || length > body.Length || offset > body.Length - length || length > _bytesLeft)
            throw site.Damaged(field.Path, $"buffer {_next} of {length:N0} bytes at byte {offset:N0}", $"buffers lie in the body of {body.Length:N0} bytes, each in its own place");
        if (length < bytes)
            throw site.Damaged(field.Path, $"buffer {_next} of {length:N0} bytes", $"{bytes:N0} are needed");
        _bytesLeft -= length;
        _next++;
        return body.Slice((int)offset, (int)length);
    }

    /// <summary>The validity bitmap; empty when no row is null, whether the stream has a bitmap or not.</summary>
    public ReadOnlyMemory<byte> Validity(ArrowField field, int rows, long nulls)
    {
        var bits = Next(field, 0);
        if (bits.Length > 0 && bits.Length < Bitmap.ByteCount(rows))
            throw site.Damaged(field.Path, $"a validity bitmap of {bits.Length:N0} bytes", $"{Bitmap.ByteCount(rows):N0} are needed for {rows:N0} rows");
        int counted = Bitmap.NullCount(bits.Span, rows);
        if (counted != nulls)
            throw site.Damaged(field.Path, $"a null count of {nulls:N0}", $"the validity bitmap has {counted:N0} nulls");
        return nulls == 0 ? default : bits;
    }

    /// <summary>The values of a fixed-width column, exactly as many bytes as the rows take.</summary>
    public ReadOnlyMemory<byte> Values(ArrowField field, int rows)
    {
        long bytes = (long)rows * ScalarTypes.Bytes(field.Type);
        return Next(field, bytes)[..(int)bytes];
    }

    /// <summary>One offset more than rows. For no rows the buffer may be empty, which stands for one 0.</summary>
    public ReadOnlyMemory<int> Offsets(ArrowField field, int rows)
    {
        long bytes = ((long)rows + 1) * (field.HasLargeOffsets ? 8 : 4);
        var buffer = Next(field, rows == 0 ? 0 : bytes);
        if (buffer.Length < bytes)
            return new int[1];
        return field.HasLargeOffsets ? OffsetChecks.Narrow(buffer.Span[..(int)bytes], field, site) : MemoryViews.Of<int>(buffer[..(int)bytes]);
    }
}
