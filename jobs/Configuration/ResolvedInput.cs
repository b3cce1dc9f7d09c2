namespace RecPipeline.Jobs.Configuration;

/// <summary>What an input was taken for.</summary>
/// <param name="Layout">Name of the layout, never auto.</param>
/// <param name="Format">Value of input.format, never auto.</param>
/// <param name="Words">What it was taken for and by what, as a sentence.</param>
/// <param name="FirstRows">At most three, as they are understood; none for tables that are not looked into beforehand.</param>
public sealed record ResolvedInput(string Layout, string Format, string Words, IReadOnlyList<FirstRow> FirstRows);

/// <summary>A rating as it is understood, in words that a person can check against the file.</summary>
/// <param name="Time">In UTC; empty where the input has no times.</param>
public sealed record FirstRow(string User, string Item, string Rating, string Time)
{
    public override string ToString() => $"user {User}, item {Item}, rating {Rating}{(Time.Length == 0 ? "" : $", time {Time}")}";
}
