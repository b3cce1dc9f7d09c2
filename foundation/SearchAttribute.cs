using System.Globalization;
using System.Reflection;

namespace RecPipeline.Foundation;

/// <summary>How the numbers that a search draws lie in their range.</summary>
public enum SearchScale
{
    /// <summary>As many from 1 to 10 as from 10 to 100.</summary>
    Log,

    /// <summary>As many from 1 to 10 as from 11 to 20.</summary>
    Linear,
}

/// <summary>An option that a search may vary: over a part of its range, or over all its words.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SearchAttribute : Attribute
{
    /// <summary>Every word that <see cref="OneOfAttribute"/> allows.</summary>
    public SearchAttribute()
    {
    }

    /// <summary>A number from low to high; from above 0 where the scale is logarithmic.</summary>
    public SearchAttribute(double low, double high, SearchScale scale = SearchScale.Log) => (Low, High, Scale) = (low, high, scale);

    public double Low { get; }

    public double High { get; }

    public SearchScale Scale { get; }

    /// <summary>The value at a place of the range: a whole number, a number of three digits, or a word, as the option's type is.</summary>
    /// <param name="property">The option.</param>
    /// <param name="place">In [0, 1).</param>
    public object At(PropertyInfo property, double place)
    {
        ArgumentNullException.ThrowIfNull(property);
        if (property.PropertyType == typeof(string))
            return Word(property.GetCustomAttribute<OneOfAttribute>()!.Choices, place);
        double number = Scale == SearchScale.Log ? Low * Math.Pow(High / Low, place) : Low + ((High - Low) * place);
        // Three digits are read easily, and are the same wherever the last bits of a power are not.
        return property.PropertyType == typeof(int)
            ? (object)(int)Math.Round(number)
            : double.Parse(number.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Word(IReadOnlyList<string> words, double place) => words[(int)(place * words.Count)];
}
