using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace RecPipeline.Jobs.Inputs;

/// <summary>The text of a gzip file of one or several members (RFC 1952).</summary>
/// <remarks>
/// The runtime's GZipStream takes whatever follows the last member for nothing, so the frame is read here and only the data within it by
/// the runtime. That reads ahead; where a member ended is found by its trailer, checksum and length of what was unpacked, among the bytes
/// that it took last. A file that ends early is refused only with the runtime's strict validation, which Directory.Build.props turns on for
/// every program.
/// </remarks>
internal sealed class GzipMembers(CompressedSource source, string path, long maxBytes) : ExpandedInput(source, path, maxBytes)
{
    private const int TrailerBytes = 8;
    private const int HasChecksum = 2, HasExtra = 4, HasName = 8, HasComment = 16, Reserved = 0xE0;

    private readonly Crc32 _checksum = new();
    private DeflateStream? _data;
    private long _dataStart;
    private uint _length;

    protected override string Codec => "gzip";

    protected override bool Begin()
    {
        if (!Source.Peek(2).StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return false;
        SkipHeader();
        _checksum.Reset();
        (_length, _dataStart) = (0, Source.Position);
        _data?.Dispose();
        _data = new DeflateStream(Source, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    protected override int ReadMember(Span<byte> buffer)
    {
        try
        {
            int count = _data!.Read(buffer);
            _checksum.Append(buffer[..count]);
            _length += (uint)count;
            if (count == 0)
                End();
            return count;
        }
        catch (InvalidDataException error)
        {
            throw Source.Peek(1).IsEmpty && error.Message.Contains("truncated", StringComparison.OrdinalIgnoreCase)
                ? EndsEarly(error)
                : Damaged(error.Message.TrimEnd('.'), error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _data?.Dispose();
        base.Dispose(disposing);
    }

    private void SkipHeader()
    {
        var header = Take(10);
        int flags = header[3];
        if (header[2] != 8 || (flags & Reserved) != 0)
            throw Damaged("its header names a method that is not deflate");
        if ((flags & HasExtra) != 0)
            Take(BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
        for (int text = HasName; text <= HasComment; text *= 2)
            while ((flags & text) != 0 && Take(1)[0] != 0)
            {
            }
        if ((flags & HasChecksum) != 0)
            Take(2);
    }

    private byte[] Take(int count)
    {
        var bytes = new byte[count];
        return Source.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw EndsEarly();
    }

    // Takes back what the runtime read beyond the member.
    private void End()
    {
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        int ahead = Source.Peek(TrailerBytes + 2).Length;
        int behind = (int)Math.Min(Source.Past.Length, Source.Position - _dataStart);
        Source.Skip(-behind);
        int end = EndOf(Source.Peek(Math.Min(behind + TrailerBytes + 2, behind + ahead)), trailer);
        if (end < 0)
        {
            bool isCut = ahead <= TrailerBytes && IsCut(Source.Peek(behind + ahead), trailer);
            Source.Skip(behind + ahead);
            throw isCut ? EndsEarly() : Damaged("checksum and length of what was unpacked do not stand behind it");
        }
        Source.Skip(end);
    }

    // An empty member ends in zeros before its trailer of zeros: the right place is the one that the file or the next member follows.
    private static int EndOf(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> trailer)
    {
        int first = -1;
        for (int at = bytes.IndexOf(trailer); at >= 0; at = Next(bytes, trailer, at + 1))
        {
            first = first < 0 ? at + TrailerBytes : first;
            if (bytes[(at + TrailerBytes)..] is [] or [0x1F] or [0x1F, 0x8B, ..])
                return at + TrailerBytes;
        }
        return first;
    }

    private static bool IsCut(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> trailer)
    {
        for (int length = trailer.Length - 1; length > 1; length--)
            if (bytes.EndsWith(trailer[..length]))
                return true;
        return false;
    }

    private static int Next(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> trailer, int from) =>
        bytes[from..].IndexOf(trailer) is >= 0 and var at ? from + at : -1;
}
