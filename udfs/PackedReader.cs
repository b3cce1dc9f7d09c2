using System.Runtime.CompilerServices;

namespace RecPipeline.Udfs;

/// <summary>Takes arrays out of bytes in the order in which they were written.</summary>
internal sealed class PackedReader(ReadOnlyMemory<byte> bytes)
{
    private int _at;

    /// <exception cref="InvalidDataException">So many values are not there.</exception>
    public T[] Next<T>(long count)
        where T : unmanaged
    {
        if (count < 0 || count > (bytes.Length - _at) / Unsafe.SizeOf<T>())
            throw Packed.Foreign($"{count:N0} {typeof(T).Name} values are announced at byte {_at:N0} of {bytes.Length:N0}");
        int length = (int)count * Unsafe.SizeOf<T>();
        var values = Packed.ToArray<T>(bytes.Slice(_at, length));
        _at += length;
        return values;
    }

    /// <exception cref="InvalidDataException">Something is left.</exception>
    public void End()
    {
        if (_at != bytes.Length)
            throw Packed.Foreign($"{bytes.Length - _at:N0} bytes are left over");
    }
}
