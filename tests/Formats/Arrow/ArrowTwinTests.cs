using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests.Arrow;

/// <summary>Each fast path of the Arrow reader and writer beside its plain twin.</summary>
public sealed class ArrowTwinTests
{
    private readonly Random _random = new(20_261_206);

    [Fact]
    public void Booleans_EveryLength_UnpackAndPackAsThePlainTwinsDo()
    {
        for (int count = 0; count < 200; count++)
        {
            var bits = new byte[Bitmap.ByteCount(count)];
            _random.NextBytes(bits);
            var plain = new bool[count];
            Booleans.UnpackPlain(bits, plain);
            bool[] values = Booleans.Unpack(bits, count);
            Assert.Equal(plain, values);
            Assert.Equal(plain, Enumerable.Range(0, count).Select(i => (bits[i >> 3] & (1 << (i & 7))) != 0));
            var packed = new byte[bits.Length];
            Booleans.PackPlain(plain, packed);
            Assert.Equal(packed, Booleans.Pack(values));
        }
    }

    [Fact]
    public void AreOrdered_RandomOffsets_AgreesWithTheSearchForAFault()
    {
        int ordered = 0;
        for (int round = 0; round < 20_000; round++)
        {
            int[] offsets = new int[_random.Next(1, 6)];
            for (int i = 0; i < offsets.Length; i++)
                offsets[i] = _random.Next(8) == 0 ? Extreme() : _random.Next(4) + (2 * i);
            Assert.Equal(OffsetChecks.FirstFault(offsets, int.MaxValue) < 0, OffsetChecks.AreOrdered(offsets));
            ordered += OffsetChecks.AreOrdered(offsets) ? 1 : 0;
        }
        Assert.InRange(ordered, 2000, 18_000);
    }

    [Fact]
    public void FirstInvalid_RandomBytes_FindsTheRowThatThePlainTwinFinds()
    {
        byte[] alphabet = [.. "aé千😀"u8, 0xFF];
        int invalid = 0;
        for (int round = 0; round < 20_000; round++)
        {
            var column = RandomStrings(alphabet);
            Assert.Equal(Utf8Text.FirstInvalidPlain(column), Utf8Text.FirstInvalid(column));
            invalid += Utf8Text.FirstInvalid(column) >= 0 ? 1 : 0;
        }
        Assert.InRange(invalid, 2000, 18_000);
    }

    // Valid text cut at random places, so that cuts fall between characters and inside them; now and then a wrong byte, now and then a null.
    private StringColumn RandomStrings(byte[] alphabet)
    {
        byte[] bytes = new byte[] { 1, 2, 3 }.SelectMany(_ => alphabet[..(_random.Next(6) == 0 ? 11 : 10)]).ToArray();
        int[] offsets = [.. Enumerable.Range(0, 4).Select(_ => new[] { 0, 1, 3, 6, 10, 11, 13 + _random.Next(3), 20, 21, 23, 30 }[_random.Next(11)]).Order()];
        return new StringColumn(offsets, bytes, Bitmap.Of(3, _ => _random.Next(4) != 0));
    }

    private int Extreme() => new[] { int.MinValue, -1, int.MaxValue, int.MinValue + 1, 0 }[_random.Next(5)];
}
