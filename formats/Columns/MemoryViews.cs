using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RecPipeline.Formats.Columns;

/// <summary>Bytes seen as numbers and numbers seen as bytes, without copying where their address allows it.</summary>
internal static class MemoryViews
{
    /// <summary>The bytes as little-endian values; copied when the first does not lie at a multiple of its size (8 at most).</summary>
    public static ReadOnlyMemory<T> Of<T>(ReadOnlyMemory<byte> bytes)
        where T : unmanaged
    {
        if (bytes.IsEmpty)
            return default;
        return IsAligned<T>(bytes.Span) ? new View<byte, T>(bytes).Memory : MemoryMarshal.Cast<byte, T>(bytes.Span).ToArray();
    }

    /// <summary>The values as the bytes that they lie in.</summary>
    public static ReadOnlyMemory<byte> Bytes<T>(ReadOnlyMemory<T> values)
        where T : unmanaged => values.IsEmpty ? default : new View<T, byte>(values).Memory;

    // The garbage collector moves arrays by multiples of 8, so what holds now holds later.
    private static unsafe bool IsAligned<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged
    {
        fixed (byte* first = bytes)
            return (nuint)first % (nuint)Math.Min(Unsafe.SizeOf<T>(), 8) == 0;
    }

    private sealed class View<TFrom, T>(ReadOnlyMemory<TFrom> memory) : MemoryManager<T>
        where TFrom : unmanaged
        where T : unmanaged
    {
        // The span is only handed out as read-only memory.
        public override Span<T> GetSpan() => MemoryMarshal.Cast<TFrom, T>(MemoryMarshal.AsMemory(memory).Span);

        public override unsafe MemoryHandle Pin(int elementIndex = 0)
        {
            var handle = memory.Pin();
            return new MemoryHandle((T*)handle.Pointer + elementIndex, pinnable: new Pinned(handle));
        }

        // Each handle lets go of its own pin, and the memory belongs to someone else.
        public override void Unpin() { }

        protected override void Dispose(bool disposing) { }
    }

    private sealed class Pinned(MemoryHandle handle) : IPinnable
    {
        public MemoryHandle Pin(int elementIndex) => throw new NotSupportedException("A pin is not pinned again.");

        public void Unpin() => handle.Dispose();
    }
}
