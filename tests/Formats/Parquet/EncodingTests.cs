using RecPipeline.Formats.Parquet;
using RecPipeline.Formats.Parquet.Encodings;
using RecPipeline.Formats.Parquet.Metadata;
using RecPipeline.Formats.Parquet.Writing;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>Encodings by the specification's own examples, and fast forms beside their plain twins.</summary>
public sealed class EncodingTests
{
    private static readonly Place Place = new("test.parquet");

    public static TheoryData<int> Widths => [.. Enumerable.Range(0, 33)];

    [Fact]
    public void Pack_NumbersZeroToSeven_GivesTheBytesOfTheSpecification()
    {
        // "Run Length Encoding / Bit-Packing Hybrid": 0 to 7 in 3 bits are 10001000 11000110 11111010.
        var buffer = new ByteBuffer();
        BitPacking.Pack([0, 1, 2, 3, 4, 5, 6, 7], 3, buffer);
        Assert.Equal([0b10001000, 0b11000110, 0b11111010], buffer.Written.ToArray());
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Unpack_AnyWidthAndStart_EqualsItsPlainTwinAndWhatWasPacked(int width)
    {
        var random = new Random(width);
        int[] values = [.. Enumerable.Range(0, 400).Select(_ => (int)(random.NextInt64(uint.MaxValue) & ((1L << width) - 1)))];
        var buffer = new ByteBuffer();
        BitPacking.Pack(values, width, buffer);
        Assert.Equal(50 * width, buffer.Length);
        foreach (var (first, count) in new[] { (0, 400), (1, 399), (7, 10), (8, 64), (13, 3), (395, 5), (400, 0) })
        {
            var (fast, plain, wide) = (new int[count], new int[count], new ulong[count]);
            BitPacking.Unpack<int>(buffer.Written, width, first, fast);
            BitPacking.UnpackPlain<int>(buffer.Written, width, first, plain);
            BitPacking.UnpackWide(buffer.Written, width, first, wide);
            Assert.Equal(values[first..(first + count)], fast);
            Assert.Equal(fast, plain);
            Assert.Equal(fast.Select(value => (ulong)(uint)value), wide);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void RleWriter_RunsAndMixtures_AreReadBack(int width)
    {
        var random = new Random(width);
        int mask = (int)((1L << width) - 1);
        foreach (int length in new[] { 1, 7, 8, 9, 64, 1000 })
        {
            var values = new int[length];
            for (int i = 0; i < length;)
            {
                int run = Math.Min(length - i, random.Next(2) == 0 ? 1 : random.Next(1, 40));
                Array.Fill(values, random.Next() & mask, i, run);
                i += run;
            }
            var buffer = new ByteBuffer();
            RleWriter.Write<int>(values, width, buffer);
            var read = new int[length];
            RleReader<int>.ExpectValues(new PageBytes(buffer.Written, Place), width, length);
            new RleReader<int>(new PageBytes(buffer.Written, Place), width).Read(read);
            Assert.Equal(values, read);
        }
    }

    [Fact]
    public void RleWriter_OneRun_TakesAHeaderAndAValue()
    {
        var buffer = new ByteBuffer();
        RleWriter.Write<byte>(Enumerable.Repeat((byte)1, 1000).ToArray(), 1, buffer);
        // 1000 << 1 as a varint, then the value.
        Assert.Equal([0xD0, 0x0F, 1], buffer.Written.ToArray());
    }

    [Fact]
    public void RleReader_FewerValuesThanExpected_SaysSo()
    {
        var error = Assert.Throws<ParquetFormatException>(() => RleReader<int>.ExpectValues(new PageBytes([0x08, 0x01], Place), 3, 5));
        Assert.Equal("test.parquet: reading runs: found the data ends after 0 bytes; expected 1 bytes more. The file is damaged or cut off; write it again, or rerun the stage that wrote it.", error.Message);
    }

    [Fact]
    public void DeltaReader_ExampleOfTheSpecification_GivesItsValues()
    {
        // "Delta Encoding": 7, 5, 3, 1, 2, 3, 4, 5 in a block of 8 with one miniblock: least difference -2, the others less it 0 0 0 3 3 3 3 in 2 bits.
        byte[] page = [8, 1, 8, 14, 3, 2, 0b11000000, 0b00111111];
        var values = new int[8];
        new DeltaReader(new PageBytes(page, Place), 8).Read<int>(values);
        Assert.Equal([7, 5, 3, 1, 2, 3, 4, 5], values);
    }

    [Fact]
    public void ByteStreamSplit_ExampleOfTheSpecification_GivesItsValues()
    {
        // AA BB CC DD, 00 11 22 33, A3 B4 C5 D6 lie as AA 00 A3, BB 11 B4, CC 22 C5, DD 33 D6.
        byte[] streams = [0xAA, 0x00, 0xA3, 0xBB, 0x11, 0xB4, 0xCC, 0x22, 0xC5, 0xDD, 0x33, 0xD6];
        var values = new byte[12];
        ByteStreamSplit.Read(streams, values, 4);
        Assert.Equal([0xAA, 0xBB, 0xCC, 0xDD, 0x00, 0x11, 0x22, 0x33, 0xA3, 0xB4, 0xC5, 0xD6], values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(1001)]
    public void MinMax_AnyLength_EqualsItsPlainTwin(int length)
    {
        var random = new Random(length);
        float[] floats = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
        long[] longs = [.. Enumerable.Range(0, length).Select(_ => random.NextInt64() - random.NextInt64())];
        Assert.True(MinMax.TryFind<float>(floats, out float min, out float max) && MinMax.TryFindPlain<float>(floats, out float plainMin, out float plainMax) && (min, max) == (plainMin, plainMax));
        Assert.True(MinMax.TryFind<long>(longs, out long least, out long greatest) && (least, greatest) == (longs.Min(), longs.Max()));
        for (int i = 0; i < length; i += 1 + length / 7)
        {
            float[] withNaN = [.. floats];
            withNaN[i] = float.NaN;
            Assert.False(MinMax.TryFind<float>(withNaN, out _, out _));
            Assert.False(MinMax.TryFindPlain<float>(withNaN, out _, out _));
        }
    }

    [Fact]
    public void CompactReader_EveryKindOfField_CanBePassedOver()
    {
        var buffer = new ByteBuffer();
        var writer = new CompactWriter(buffer);
        writer.BeginStruct();
        writer.Boolean(1, true);
        writer.Int8(2, -3);
        writer.Int64(3, long.MinValue);
        writer.String(4, "naïve");
        writer.Integers(5, [.. Enumerable.Range(0, 20)]);
        writer.Struct(6, () => writer.Strings(1, ["a", "b"]));
        writer.Int32(7, 42);
        writer.EndStruct();
        var reader = new CompactReader(buffer.Written, Place);
        short id = 0;
        int last = 0;
        while (reader.NextField(ref id, out var type))
        {
            if (id == 7)
                last = reader.ReadInt32(type);
            else
                reader.Skip(type);
        }
        Assert.Equal((42, buffer.Length), (last, reader.Position));
    }
}
