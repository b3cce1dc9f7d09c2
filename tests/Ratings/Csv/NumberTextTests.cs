using System.Globalization;
using System.Text;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Tests.Csv;

/// <summary>Short cuts for short numbers give what the plain way gives, bit for bit.</summary>
public sealed class NumberTextTests
{
    [Fact]
    public void TryInt64_RandomTexts_AgreesWithThePlainWay()
    {
        foreach (byte[] text in Texts())
        {
            bool plain = NumberText.TryInt64Plain(text, out long wanted);
            Assert.Equal((plain, wanted), (NumberText.TryInt64(text, out long value), plain ? value : 0));
        }
    }

    [Fact]
    public void TryFloat_RandomTexts_AgreesWithThePlainWay()
    {
        int good = 0;
        foreach (byte[] text in Texts())
        {
            bool plain = NumberText.TryFloatPlain(text, out float wanted);
            Assert.Equal((plain, BitConverter.SingleToInt32Bits(wanted)), (NumberText.TryFloat(text, out float value), plain ? BitConverter.SingleToInt32Bits(value) : 0));
            good += plain ? 1 : 0;
        }
        Assert.InRange(good, 50_000, 180_000);
    }

    [Fact]
    public void FastDigits_RandomDecimals_AreTheNearestFloat()
    {
        int read = 0;
        foreach (byte[] text in Texts())
        {
            int at = 0;
            byte[] padded = [.. text, .. new byte[RecordBlock.Slack]];
            if (!FastDigits.TryFloat(ref padded[0], ref at, out float value))
                continue;
            Assert.True(NumberText.TryFloatPlain(text.AsSpan(0, at), out float wanted), Encoding.UTF8.GetString(text));
            Assert.Equal(BitConverter.SingleToInt32Bits(wanted), BitConverter.SingleToInt32Bits(value));
            read++;
        }
        Assert.InRange(read, 30_000, 180_000);
    }

    [Fact]
    public void TryDouble_RandomNumbers_AreTheNearestDouble()
    {
        var random = new Random(20_261_215);
        for (int round = 0; round < 20_000; round++)
        {
            string text = (random.NextDouble() * 1000).ToString($"F{random.Next(20)}", CultureInfo.InvariantCulture);
            Assert.True(NumberText.TryDouble(Encoding.UTF8.GetBytes(text), out double value), text);
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
        }
    }

    // Mostly numbers of every length, some with a sign, a blank, a second point or a letter in them.
    private static IEnumerable<byte[]> Texts()
    {
        var random = new Random(20_261_214);
        for (int round = 0; round < 200_000; round++)
        {
            var text = new StringBuilder();
            for (int digits = random.Next(random.Next(4) == 0 ? 21 : 8); digits > 0; digits--)
                text.Append(random.Next(10));
            if (random.Next(2) == 0)
                text.Append('.').Append(random.Next(2) == 0 ? $"{random.Next(1_000_000)}" : $"{random.Next(100):00}");
            if (random.Next(10) == 0)
                text.Insert(random.Next(text.Length + 1), ". -+x\0"[random.Next(6)]);
            yield return Encoding.UTF8.GetBytes(text.ToString());
        }
    }
}
