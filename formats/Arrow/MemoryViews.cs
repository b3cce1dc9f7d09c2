using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RecPipeline.Formats.Arrow;

/// <summary>Bytes seen as numbers, without copying where their address allows it.</summary>
internal static class MemoryViews
{
    /// <summary>The bytes as little-endian values; copied when the first does not lie at a multiple of its size (8 at most).</summary>
    public static ReadOnlyMemory<T> Of<T>(ReadOnlyMemory<byte> bytes)
        where T : unmanaged
    {
        if (bytes.IsEmpty)
            return default;
        return IsAligned<T>(bytes.Span) ? new View<T>(bytes).Memory : MemoryMarshal.Cast<byte, T>(bytes.Span).ToArray();
    }

    // The garbage collector moves arrays by multiples of 8, so what holds now holds later.
    private static unsafe bool IsAligned<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged
    {
        fixed (byte* first = bytes)
            return (nuint)first % (nuint)Math.Min(Unsafe.SizeOf<T>(), 8) == 0;
    }

    private sealed class View<T>(ReadOnlyMemory<byte> bytes) : MemoryManager<T>
        where T : unmanaged
    {
        // The span is only handed out as read-only memory.
        public override Span<T> GetSpan() => MemoryMarshal.Cast<byte, T>(MemoryMarshal.AsMemory(bytes).Span);

        public override MemoryHandle Pin(int elementIndex = 0) => bytes[(elementIndex * Unsafe.SizeOf<T>())..].Pin();

        public override void Unpin()
        {
            // The handle that Pin returns is that of the bytes and releases them itself.
        }

        protected override void Dispose(bool disposing)
        {
            // The bytes belong to the message.
        }
    }
}
