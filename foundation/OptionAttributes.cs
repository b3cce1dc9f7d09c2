namespace RecPipeline.Foundation;

/// <summary>One line about an option, for <c>conf/README.md</c> and the report.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DocAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

/// <summary>What an option's value must be; validation reports every mistake at once.</summary>
public abstract class RuleAttribute : Attribute
{
    /// <summary>The rule in words, such as <c>from 1 to 1024</c>.</summary>
    public abstract string Words { get; }

    public abstract bool Accepts(object value);
}

/// <summary>A number inside [low, high].</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute(double low, double high) : RuleAttribute
{
    public double Low { get; } = low;

    public double High { get; } = high;

    public override string Words => $"from {Low} to {High}";

    public override bool Accepts(object value) =>
        Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) is var number && number >= Low && number <= High;
}

/// <summary>One of these words (or, for an array, only these words).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params string[] choices) : RuleAttribute
{
    public IReadOnlyList<string> Choices { get; } = choices;

    public override string Words => "one of " + string.Join(", ", Choices);

    public override bool Accepts(object value) => value is string[] many ? many.All(Choices.Contains) : Choices.Contains((string)value);
}

/// <summary>A pair [low, high] with low below high.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PairAttribute : RuleAttribute
{
    public override string Words => "a pair [low, high] with low below high";

    public override bool Accepts(object value) => value is double[] { Length: 2 } pair && pair[0] < pair[1];
}
