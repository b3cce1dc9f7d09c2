using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>Values of 4 or 8 bytes.</summary>
internal sealed class FixedBuffer<T> : LeafBuffer
    where T : unmanaged, INumber<T>
{
    private readonly ByteBuffer _bytes = new();

    public override int ValueCount => _bytes.Length / Unsafe.SizeOf<T>();

    public override long PlainBytes => _bytes.Length;

    private ReadOnlySpan<T> Values => MemoryMarshal.Cast<byte, T>(_bytes.Written);

    public override void Append(Column column, ReadOnlySpan<int> rows)
    {
        var source = ((Column<T>)column).Values;
        var values = MemoryMarshal.Cast<byte, T>(_bytes.Reserve(checked(rows.Length * Unsafe.SizeOf<T>())));
        for (int i = 0; i < rows.Length; i++)
            values[i] = source[rows[i]];
    }

    public override void Append(Column column, int start, int count) => _bytes.WriteValues(((Column<T>)column).Values.Slice(start, count));

    public override void WritePlain(int from, int to, ByteBuffer buffer) => buffer.WriteValues(Values[from..to]);

    public override bool TryBuild(LeafDictionary dictionary)
    {
        var values = Values;
        dictionary.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            if (!dictionary.TryAdd(BitsOf(values[i]), out _, out bool isNew))
                return false;
            if (isNew)
                dictionary.Plain.WriteValues(values.Slice(i, 1));
        }
        return true;
    }

    public override (byte[]? Min, byte[]? Max) Bounds()
    {
        var values = Values;
        // The specification: no bounds beside NaN; a zero may have either sign, so the bounds have the outer ones.
        return values.IsEmpty || !MinMax.TryFind(values, out var min, out var max)
            ? (null, null)
            : (BytesOf(T.IsZero(min) ? -T.Zero : min), BytesOf(T.IsZero(max) ? T.Zero : max));
    }

    public override void Clear()
    {
        base.Clear();
        _bytes.Clear();
    }

    private static ulong BitsOf(T value) => Unsafe.SizeOf<T>() == 4 ? Unsafe.BitCast<T, uint>(value) : Unsafe.BitCast<T, ulong>(value);

    private static byte[] BytesOf(T value) => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
