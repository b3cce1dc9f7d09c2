using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RecPipeline.Formats.Arrow.Flat;

/// <summary>The bytes of one flatbuffer. Every access is checked first; what lies outside is an error that says where.</summary>
/// <remarks>Source: the FlatBuffers internals document. Offsets only lead forward, so following them always ends.</remarks>
internal readonly ref struct FlatBuffer(ReadOnlySpan<byte> bytes, MessageSite site)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public MessageSite Site { get; } = site;

    public int Length => _bytes.Length;

    public FlatTable Root() => FlatTable.At(this, Follow(0));

    public T Read<T>(long position)
        where T : unmanaged => MemoryMarshal.Read<T>(Bytes(position, Unsafe.SizeOf<T>()));

    public ReadOnlySpan<byte> Bytes(long position, long count)
    {
        if (position < 0 || count < 0 || position > _bytes.Length - count)
            throw Outside(position, count);
        return _bytes.Slice((int)position, (int)count);
    }

    /// <summary>Where the unsigned offset at <paramref name="position"/> leads, counted from that position.</summary>
    public long Follow(long position)
    {
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(Bytes(position, 4));
        if (offset < 4 || position + offset > _bytes.Length - 4)
            throw Site.Damaged(null, $"an offset of {offset:N0} at byte {position:N0} of the metadata", $"it must lead to a later place within the {_bytes.Length:N0} bytes");
        return position + offset;
    }

    private ArrowFormatException Outside(long position, long count) => Site.Damaged(
        null, $"{count:N0} bytes at byte {position:N0} of the metadata", $"the metadata has {_bytes.Length:N0} bytes");
}
