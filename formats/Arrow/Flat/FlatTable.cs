using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace RecPipeline.Formats.Arrow.Flat;

/// <summary>One table of a flatbuffer: fields by number, each of which may be absent.</summary>
internal readonly ref struct FlatTable
{
    private readonly FlatBuffer _buffer;
    private readonly long _start;
    private readonly long _vtable;
    private readonly int _fieldCount;
    private readonly int _bytes;

    private FlatTable(FlatBuffer buffer, long start, long vtable, int fieldCount, int bytes)
    {
        _buffer = buffer;
        (_start, _vtable, _fieldCount, _bytes) = (start, vtable, fieldCount, bytes);
    }

    public MessageSite Site => _buffer.Site;

    /// <summary>The table at <paramref name="start"/>. Its vtable may lie before or after it.</summary>
    public static FlatTable At(FlatBuffer buffer, long start)
    {
        long vtable = start - buffer.Read<int>(start);
        int vtableBytes = buffer.Read<ushort>(vtable), bytes = buffer.Read<ushort>(vtable + 2);
        _ = buffer.Bytes(vtable, vtableBytes);
        _ = buffer.Bytes(start, bytes);
        if (vtableBytes < 4 || vtableBytes % 2 != 0 || bytes < 4)
            throw buffer.Site.Damaged(null, $"a table of {bytes} bytes with a vtable of {vtableBytes} at byte {start:N0} of the metadata", "both have at least 4, the vtable an even number");
        return new FlatTable(buffer, start, vtable, (vtableBytes - 4) / 2, bytes);
    }

    public bool Has(int field) => PositionOf(field, 0) >= 0;

    /// <summary>The number in <paramref name="field"/>, or <paramref name="absent"/> where the table leaves it out.</summary>
    public T Number<T>(int field, T absent)
        where T : unmanaged => PositionOf(field, Unsafe.SizeOf<T>()) is var at and >= 0 ? _buffer.Read<T>(at) : absent;

    /// <exception cref="ArrowFormatException">The table has no such field; the message names it as <paramref name="name"/>.</exception>
    public FlatTable Table(int field, string name) => FlatTable.At(_buffer, Target(field, name));

    public string Text(int field, string name)
    {
        long at = Target(field, name);
        var bytes = _buffer.Bytes(at + 4, _buffer.Read<uint>(at));
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Site.Damaged(null, $"{name} that is no UTF-8", "names are UTF-8");
    }

    /// <summary>A vector of elements of <paramref name="elementBytes"/> each (4 for tables); one that is absent is empty.</summary>
    public FlatVector Vector(int field, string name, int elementBytes) =>
        Has(field) ? FlatVector.At(_buffer, Target(field, name), elementBytes) : default;

    private long Target(int field, string name) => PositionOf(field, 4) is var at and >= 0
        ? _buffer.Follow(at)
        : throw Site.Damaged(null, $"no {name}", "the format demands one");

    private long PositionOf(int field, int size)
    {
        int offset = field < _fieldCount ? _buffer.Read<ushort>(_vtable + 4 + (2 * field)) : 0;
        if (offset == 0)
            return -1;
        if (offset < 4 || offset > _bytes - size)
            throw Site.Damaged(null, $"field {field} at byte {offset} of the table at byte {_start:N0} of the metadata", $"the table has {_bytes} bytes");
        return _start + offset;
    }
}
