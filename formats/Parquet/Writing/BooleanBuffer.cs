using System.Runtime.InteropServices;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Encodings;

namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>Booleans, a byte each until they are written.</summary>
internal sealed class BooleanBuffer : LeafBuffer
{
    private readonly ByteBuffer _bytes = new();

    public override int ValueCount => _bytes.Length;

    public override long PlainBytes => (_bytes.Length + 7) / 8;

    private ReadOnlySpan<bool> Values => MemoryMarshal.Cast<byte, bool>(_bytes.Written);

    public override void Append(Column column, ReadOnlySpan<int> rows)
    {
        var source = ((Column<bool>)column).Values;
        foreach (int row in rows)
            _bytes.Write((byte)(source[row] ? 1 : 0));
    }

    public override void Append(Column column, int start, int count) => _bytes.WriteValues(((Column<bool>)column).Values.Slice(start, count));

    public override void WritePlain(int from, int to, ByteBuffer buffer) => Booleans.WritePlain(Values[from..to], buffer);

    public override bool TryBuild(LeafDictionary dictionary) => false;

    public override (byte[]? Min, byte[]? Max) Bounds() => ValueCount == 0
        ? (null, null)
        : (BytesOf(!Values.Contains(false)), BytesOf(Values.Contains(true)));

    public override void Clear()
    {
        base.Clear();
        _bytes.Clear();
    }

    private static byte[] BytesOf(bool value) => [(byte)(value ? 1 : 0)];
}
