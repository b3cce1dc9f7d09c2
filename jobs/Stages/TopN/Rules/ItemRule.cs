namespace RecPipeline.Jobs.Stages.TopN.Rules;

/// <summary>One entry of the file of rules.</summary>
/// <param name="Name">As rows and messages name it, in no other rule.</param>
/// <param name="Does">One of <see cref="Kinds"/>.</param>
internal sealed record ItemRule(string Name, string Does)
{
    public const string Deny = "deny", Allow = "allow", Available = "available", AtMost = "atMost", AtLeast = "atLeast";

    public static readonly string[] Kinds = [Deny, Allow, Available, AtMost, AtLeast];

    /// <summary>The column by which items are chosen; null where they are named by <see cref="Items"/>.</summary>
    public string? Feature { get; init; }

    /// <summary>Only items with one of these values; null for any.</summary>
    public string[]? Values { get; init; }

    /// <summary>Only items whose number is at least this.</summary>
    public double? Min { get; init; }

    /// <summary>Only items whose number is at most this.</summary>
    public double? Max { get; init; }

    /// <summary>Raw ids; null where a feature chooses.</summary>
    public string[]? Items { get; init; }

    /// <summary>First day of a window; null for any before.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of a window; null for any after.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Items of a list, for rules that count.</summary>
    public int Count { get; init; }

    public bool Counts => Does is AtMost or AtLeast;

    public bool IsOpen(DateOnly date) => (From is null || From <= date) && (To is null || date <= To);

    /// <summary>True for an item whose feature has this value.</summary>
    public bool Takes(FeatureCell cell) => (Values is null || Values.Contains(cell.Text))
        && (Min is null || cell.Number >= Min) && (Max is null || cell.Number <= Max);
}

/// <summary>One value of a feature of an item.</summary>
/// <param name="Item">Index.</param>
/// <param name="Text">The value; a number in its shortest form, such as 1995.</param>
/// <param name="Number">The same as a number; NaN for what is none.</param>
internal readonly record struct FeatureCell(int Item, string Text, double Number);
