using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Inputs;

/// <summary>Files packed with gzip, zstd and bzip2: read by what they are, whole, or refused with the byte.</summary>
public sealed class PackedFilesTests : IDisposable
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 9000).Select(row => $"{row % 71},{row * 7919 % 997},{row % 10 / 2.0:0.0},{1_000_000_000 + (row * 31)}\n")));
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Codecs => ["gzip", "zstd", "bzip2"];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Open_AnyName_HasTheText(string codec)
    {
        foreach (string name in new[] { "a.csv", "a.GZ", "a.gz", "a" })
            Assert.Equal(Text, Read(Pack(codec, Text), name));
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Open_SeveralMembers_HasTheTextOfAll(string codec)
    {
        byte[][] parts = [Text[..100], [], Text[100..101], Text[101..70_000], [], Text[70_000..], []];
        Assert.Equal(Text, Read([.. parts.SelectMany(part => Pack(codec, part))]));
        byte[][] lines = [.. Enumerable.Range(0, 300).Select(line => Text[(20 * line)..(20 * (line + 1))])];
        Assert.Equal(Text[..6000], Read([.. lines.SelectMany(part => Pack(codec, part))]));
    }

    // Other writers than ours and other levels: runs of one byte, noise that packs to stored blocks, and data whose trailer is all zeros.
    [Theory]
    [MemberData(nameof(Codecs))]
    public void Open_OddContent_ComesWhole(string codec)
    {
        var noise = new byte[300_000];
        new Random(5).NextBytes(noise);
        byte[] digits = Array.ConvertAll(noise, value => (byte)('0' + (value % 10)));
        foreach (byte[] content in new[] { digits, Encoding.ASCII.GetBytes(new string('7', 200_000)), "1"u8.ToArray() })
            foreach (string level in new[] { "-1", "-9" })
                Assert.True(content.AsSpan().SequenceEqual(Read(Pack(codec, content, level))), $"{codec} {level} of {content.Length} bytes");
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Read_CutFile_NamesTheByteWhereItEnds(string codec)
    {
        byte[] packed = Pack(codec, Text);
        int[] places = [.. Enumerable.Range(0, 20).Select(part => 14 + (part * (packed.Length - 14) / 20)), .. Enumerable.Range(1, 12).Select(back => packed.Length - back)];
        foreach (int place in places)
        {
            var error = Assert.Throws<UsageException>(() => Read(packed[..place]));
            Assert.StartsWith($"Unpacking the input '{_folder.At("f")}': the ", error.Message, StringComparison.Ordinal);
            Assert.Contains($" at byte {place:N0}", error.Message, StringComparison.Ordinal);
            Assert.EndsWith("Check that its writer finished and that it was copied whole.", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Read_BytesBehindTheData_NamesTheFirst(string codec)
    {
        byte[] packed = Pack(codec, Text);
        foreach (byte[] tail in new byte[][] { [10], [0], [0x1F], [0, 0, 0, 0, 0, 0, 0, 0, 0], "1,2,3\n"u8.ToArray(), "Binary file"u8.ToArray(), new byte[40_000] })
        {
            string error = Assert.Throws<UsageException>(() => Read([.. packed, .. tail])).Message;
            Assert.Contains(
                $"the {codec} data end at byte {packed.Length:N0} of {packed.Length + tail.Length:N0}, and what follows is no {codec}.",
                error, StringComparison.Ordinal);
        }
    }

    // Every bit that is turned is found: by a checksum at the latest.
    [Theory]
    [MemberData(nameof(Codecs))]
    public void Read_FlippedBit_IsRefused(string codec)
    {
        byte[] packed = Pack(codec, Text);
        for (int at = 12; at < packed.Length; at += 1 + (packed.Length / 40))
        {
            byte[] damaged = [.. packed];
            damaged[at] ^= (byte)(1 << (at % 8));
            string error = Assert.Throws<UsageException>(() => Read(damaged)).Message;
            Assert.StartsWith($"Unpacking the input '{_folder.At("f")}': ", error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Read_MoreThanAllowed_StopsAndNamesTheOption(string codec)
    {
        byte[] bomb = Pack(codec, new byte[5_000_000].Select(_ => (byte)'1').ToArray());
        Assert.True(bomb.Length < 30_000);
        string path = _folder.At("f");
        File.WriteAllBytes(path, bomb);
        using var stream = RawFile.Open(path, maxExpandedBytes: 200_000);
        long count = 0;
        string error = Assert.Throws<UsageException>(() =>
        {
            var buffer = new byte[1 << 16];
            for (int some = 1; some > 0; count += some)
                some = stream.Read(buffer);
        }).Message;
        Assert.StartsWith($"Unpacking the input '{path}': it holds more than 200,000 bytes, found at byte ", error, StringComparison.Ordinal);
        Assert.EndsWith("If that is right, raise input.maxExpandedBytes.", error, StringComparison.Ordinal);
        Assert.InRange(count, 100_000, 300_000);
    }

    [Fact]
    public void Open_WhatIsNoText_SaysWhatItIsAndWhatToDo()
    {
        Assert.Equal(
            $"Reading the input '{_folder.At("f")}': it holds a zip archive, not delimited text. Unpack it and name the file with the ratings in it; gzip, zstd and bzip2 are read as they are.",
            Assert.Throws<UsageException>(() => Read([0x50, 0x4B, 3, 4, 20, 0, 0, 0])).Message);
        Assert.Contains("it holds text in UTF-16, not delimited text. Convert it: iconv ", Assert.Throws<UsageException>(() => Read(Encoding.Unicode.GetBytes("1,2,3\n1,2,3\n"))).Message, StringComparison.Ordinal);
        Assert.Contains("it holds gzip data inside zstd data, ", Assert.Throws<UsageException>(() => Read(Pack("zstd", Pack("gzip", Text)))).Message, StringComparison.Ordinal);
        Assert.Empty(Read([]));
        Assert.Empty(Read(Pack("bzip2", [])));
    }

    public void Dispose() => _folder.Dispose();

    private byte[] Read(byte[] content, string name = "f")
    {
        File.WriteAllBytes(_folder.At(name), content);
        using var stream = RawFile.Open(_folder.At(name));
        var text = new MemoryStream();
        stream.CopyTo(text);
        return text.ToArray();
    }

    private static byte[] Pack(string codec, byte[] content, string level = "-6")
    {
        var packed = new MemoryStream();
        switch (codec)
        {
            case "gzip":
                using (var gzip = new GZipStream(packed, level == "-1" ? CompressionLevel.Fastest : CompressionLevel.SmallestSize, leaveOpen: true))
                    gzip.Write(content);
                return content.Length == 0 ? EmptyGzip : packed.ToArray();
            case "zstd":
                using (var zstd = new ZstdSharp.CompressionStream(packed, level == "-1" ? 1 : 9, leaveOpen: true))
                {
                    zstd.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
                    zstd.Write(content);
                }
                return packed.ToArray();
            default:
                using (var bzip2 = SharpCompress.Compressors.BZip2.BZip2Stream.Create(packed, SharpCompress.Compressors.CompressionMode.Compress, decompressConcatenated: false, leaveOpen: true))
                    bzip2.Write(content);
                return packed.ToArray();
        }
    }

    // The runtime writes nothing for nothing; gzip writes a member: printf '' | gzip -n | xxd -p
    private static byte[] EmptyGzip => Convert.FromHexString("1f8b080000000000000303000000000000000000");
}
