using ZstdSharp.Unsafe;

namespace RecPipeline.Jobs.Inputs;

/// <summary>The text of a zstd file of one or several frames (RFC 8878), skippable ones among them.</summary>
/// <remarks>
/// A frame that asks for a window of more than 128 MiB (zstd --ultra --long=28 and up) is refused, as by zstd itself without an option. The
/// library's own stream takes frame after frame and does not say where one ended, so its step function is called here.
/// </remarks>
internal sealed unsafe class ZstdFrames(CompressedSource source, string path, long maxBytes) : ExpandedInput(source, path, maxBytes)
{
    private ZSTD_DCtx_s* _decoder = Methods.ZSTD_createDStream();
    private bool _isEnd;

    protected override string Codec => "zstd";

    protected override bool Begin()
    {
        var next = Source.Peek(4);
        _isEnd = false;
        return FirstBytes.Of(next[..Math.Min(next.Length, 4)]) == InputKind.Zstd;
    }

    protected override int ReadMember(Span<byte> buffer)
    {
        while (!_isEnd)
        {
            var next = Source.Peek(1);
            int count = Step(next, buffer);
            if (count > 0)
                return count;
            if (next.IsEmpty && !_isEnd)
                throw EndsEarly();
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (_decoder != null)
            Methods.ZSTD_freeDStream(_decoder);
        _decoder = null;
        base.Dispose(disposing);
    }

    private int Step(ReadOnlySpan<byte> next, Span<byte> buffer)
    {
        fixed (byte* from = next)
        fixed (byte* to = buffer)
        {
            var input = new ZSTD_inBuffer_s { src = from, size = (nuint)next.Length };
            var output = new ZSTD_outBuffer_s { dst = to, size = (nuint)buffer.Length };
            nuint left = Methods.ZSTD_decompressStream(_decoder, &output, &input);
            Source.Skip((int)input.pos);
            if (Methods.ZSTD_isError(left))
                throw Damaged(Methods.ZSTD_getErrorName(left));
            _isEnd = left == 0;
            return (int)output.pos;
        }
    }
}
