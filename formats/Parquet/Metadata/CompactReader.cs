using System.Text;

namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>Reads the Thrift compact protocol from bytes that nobody vouches for.</summary>
/// <remarks>
/// A struct is read as <c>short id = 0; while (reader.NextField(ref id, out var type)) switch (id) { … default: reader.Skip(type); }</c>.
/// No length is believed before that many bytes are seen to be there. Source: the Thrift compact protocol specification.
/// </remarks>
internal ref struct CompactReader(ReadOnlySpan<byte> bytes, Place place)
{
    // Parquet's own structs nest less than ten deep.
    private const int MaxDepth = 40;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly int Position => _position;

    /// <summary>Reads the next field's header; false at the end of the struct.</summary>
    public bool NextField(ref short id, out CompactType type)
    {
        byte header = ReadByte();
        type = (CompactType)(header & 15);
        if (type == CompactType.Stop)
            return header == 0 ? false : throw Error($"field header {header}", "a field or the end of the struct");
        if (type > CompactType.Uuid)
            throw Error($"field type {(int)type}", "a type of the Thrift compact protocol");
        id = header >> 4 is var delta and not 0 ? unchecked((short)(id + delta)) : unchecked((short)ReadZigzag());
        return true;
    }

    public int ReadInt32(CompactType type) => ReadInt64(type) is var value && value == (int)value
        ? (int)value
        : throw Error($"integer {value}", "an integer of 32 bits");

    public long ReadInt64(CompactType type) => type switch
    {
        CompactType.Int8 => (sbyte)ReadByte(),
        CompactType.Int16 or CompactType.Int32 or CompactType.Int64 => ReadZigzag(),
        _ => throw Error($"a value of type {type}", "an integer"),
    };

    public readonly bool ReadBoolean(CompactType type) => type switch
    {
        CompactType.True => true,
        CompactType.False => false,
        _ => throw Error($"a value of type {type}", "a boolean"),
    };

    public ReadOnlySpan<byte> ReadBinary(CompactType type)
    {
        Expect(CompactType.Binary, type);
        return Take(ReadLength());
    }

    public string ReadString(CompactType type) => Encoding.UTF8.GetString(ReadBinary(type));

    /// <summary>Reads a list's header. The count is at most the number of bytes left, for every element takes one at least.</summary>
    public int ReadList(CompactType type, out CompactType element)
    {
        Expect(CompactType.List, type);
        return ReadListHeader(out element);
    }

    public readonly void Expect(CompactType expected, CompactType found)
    {
        if (found != expected)
            throw Error($"a value of type {found}", $"type {expected}");
    }

    /// <summary>Passes over a value, whatever is in it.</summary>
    public void Skip(CompactType type) => Skip(type, isElement: false, MaxDepth);

    private void Skip(CompactType type, bool isElement, int depth)
    {
        if (depth == 0)
            throw Error($"{MaxDepth} structs inside one another", "metadata of the Parquet format");
        switch (type)
        {
            case CompactType.True or CompactType.False when !isElement: break;
            case CompactType.True or CompactType.False or CompactType.Int8: Take(1); break;
            case CompactType.Int16 or CompactType.Int32 or CompactType.Int64: ReadVarint(); break;
            case CompactType.Double: Take(8); break;
            case CompactType.Binary: Take(ReadLength()); break;
            case CompactType.Uuid: Take(16); break;
            case CompactType.List or CompactType.Set: SkipList(depth - 1); break;
            case CompactType.Map: SkipMap(depth - 1); break;
            case CompactType.Struct: SkipStruct(depth - 1); break;
            default: throw Error($"type {(int)type}", "a type of the Thrift compact protocol");
        }
    }

    private void SkipStruct(int depth)
    {
        short id = 0;
        while (NextField(ref id, out var type))
            Skip(type, isElement: false, depth);
    }

    private void SkipList(int depth)
    {
        int count = ReadListHeader(out var element);
        for (int i = 0; i < count; i++)
            Skip(element, isElement: true, depth);
    }

    private void SkipMap(int depth)
    {
        int count = ReadLength();
        byte types = count == 0 ? (byte)0 : ReadByte();
        for (int i = 0; i < count; i++)
        {
            Skip((CompactType)(types >> 4), isElement: true, depth);
            Skip((CompactType)(types & 15), isElement: true, depth);
        }
    }

    private int ReadListHeader(out CompactType element)
    {
        byte header = ReadByte();
        element = (CompactType)(header & 15);
        int count = header >> 4;
        return count < 15 ? CheckedLength((ulong)count) : ReadLength();
    }

    private int ReadLength() => CheckedLength(ReadVarint());

    private readonly int CheckedLength(ulong length) => length <= (ulong)(_bytes.Length - _position)
        ? (int)length
        : throw Error($"a length of {length:N0}", $"at most the {_bytes.Length - _position:N0} bytes that are left");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _position)
            throw Error($"the end after {_bytes.Length - _position} bytes", $"{count:N0} bytes more");
        _position += count;
        return _bytes.Slice(_position - count, count);
    }

    private byte ReadByte() => Take(1)[0];

    private long ReadZigzag()
    {
        ulong value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = ReadByte();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }
        throw Error("a variable-length integer of more than 10 bytes", "at most 10");
    }

    private readonly ParquetFormatException Error(string found, string expected) => ParquetThrow.Thrift(place, _position, found, expected);
}
