using System.Globalization;
using System.Text;

namespace RecPipeline.Ratings.Records;

/// <summary>Numbers of typed values in the plain form that ratings are read in: no exponent, no fraction of zeros.</summary>
/// <example>1.6e9 is 1600000000, 4.50E-1 is 0.450, 123.0 is 123, -0.00 is 0.</example>
internal static class PlainNumber
{
    // Every float64 fits; what has more is no rating, id or time, and stays as it is written.
    private const int MaxExponent = 400;

    /// <summary>The plain form of a JSON number or of .NET's shortest text of a float; other text comes back as it is.</summary>
    public static string Of(string number)
    {
        int e = number.AsSpan().IndexOfAny('e', 'E');
        string mantissa = e < 0 ? number : number[..e];
        int exponent = 0;
        const NumberStyles style = NumberStyles.AllowLeadingSign;
        if (e >= 0 && !int.TryParse(number.AsSpan(e + 1), style, CultureInfo.InvariantCulture, out exponent))
            return number;
        if (Math.Abs((long)exponent) > MaxExponent)
            return number;
        return WithoutZeros(exponent == 0 ? mantissa : Moved(mantissa, exponent));
    }

    /// <summary>An unscaled whole number with its point put in: 150 with scale 2 is 1.50, and 100 is 1.</summary>
    public static string Of(Int128 unscaled, int scale)
    {
        string digits = unscaled.ToString(CultureInfo.InvariantCulture);
        return scale == 0 ? digits : WithoutZeros(Moved(digits, -scale));
    }

    private static string Moved(string mantissa, int places)
    {
        string sign = mantissa.StartsWith('-') ? "-" : "";
        string[] parts = mantissa[sign.Length..].Split('.');
        string digits = parts[0] + (parts.Length > 1 ? parts[1] : "");
        int point = parts[0].Length + places;
        var text = new StringBuilder(sign);
        if (point <= 0)
            text.Append("0.").Append('0', -point).Append(digits);
        else if (point >= digits.Length)
            text.Append(digits).Append('0', point - digits.Length);
        else
            text.Append(digits, 0, point).Append('.').Append(digits, point, digits.Length - point);
        return text.ToString();
    }

    private static string WithoutZeros(string number)
    {
        int point = number.IndexOf('.', StringComparison.Ordinal);
        string plain = point >= 0 && number.AsSpan(point + 1).IndexOfAnyExcept('0') < 0 ? number[..point] : number;
        return plain is "-0" ? "0" : Trimmed(plain);
    }

    // 0012 of a moved point is 12; a fraction keeps its one zero.
    private static string Trimmed(string number)
    {
        string sign = number.StartsWith('-') ? "-" : "";
        string rest = number[sign.Length..].TrimStart('0');
        return sign + (rest.Length == 0 || rest[0] == '.' ? "0" + rest : rest);
    }
}
