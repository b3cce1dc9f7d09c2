namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>One input in the form of a file that somebody had trouble with, the command that reads it, and what is right.</summary>
/// <param name="Name">Tells it from all others; begins with its folder in <c>tests/golden/cases</c>.</param>
/// <param name="Arguments">Of <c>recpipeline run</c>; <c>{cases}</c> stands for that folder.</param>
public sealed record AwkwardInput(string Name, params string[] Arguments)
{
    /// <summary>The exit code.</summary>
    public int Code { get; init; }

    /// <summary>Where every row went; null where the run ends before it is counted.</summary>
    public RowCounts? Rows { get; init; }

    /// <summary>Parts of the error or, where there is none, of the log.</summary>
    public string[] Says { get; init; } = [];

    /// <summary>The last stage that runs.</summary>
    public string To { get; init; } = "clean";
}

/// <summary>Rows kept, merged by a rule that was asked for, dropped by a filter, and rejected (duplicates that are faults among them).</summary>
public sealed record RowCounts(long Kept, long Merged = 0, long Filtered = 0, long Rejected = 0);
