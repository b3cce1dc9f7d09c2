namespace RecPipeline.Models.Shaping;

/// <summary>What the rows of every recommended list together must fulfil. Data only, so that it travels to executors as JSON.</summary>
public sealed record ListShaping
{
    /// <summary>A list never has more items of a value than these say, even if it stays short.</summary>
    public IReadOnlyList<CountRule> AtMost { get; init; } = [];

    /// <summary>A list has as many items as these say, each of any value that the rule counts, where candidates allow it.</summary>
    public IReadOnlyList<CountRule> AtLeast { get; init; } = [];

    /// <summary>Null where the score alone orders candidates.</summary>
    public TasteRule? Taste { get; init; }

    /// <summary>Null for no such rows.</summary>
    public ExploreRule? Explore { get; init; }

    /// <summary>Null for no such rows; they stand behind those of <see cref="Explore"/>.</summary>
    public ColdRule? Cold { get; init; }
}
