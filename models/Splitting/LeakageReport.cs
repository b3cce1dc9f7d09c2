namespace RecPipeline.Models.Splitting;

/// <summary>What a leakage proof compared and what it found wrong.</summary>
/// <param name="Split">Name of the protocol.</param>
/// <param name="TrainRows">Rows that models are fitted on.</param>
/// <param name="HiddenRows">Test rows, those of validation users included.</param>
/// <param name="PairsCompared">Neighbouring (user, item) pairs compared to find a cell that occurs twice.</param>
/// <param name="UsersCompared">Users whose train and hidden rows were compared with each other.</param>
/// <param name="Violations">How many comparisons failed; 0 is the proof.</param>
/// <param name="FirstViolations">The first few of them in words.</param>
public sealed record LeakageReport(
    string Split, long TrainRows, long HiddenRows, long PairsCompared, long UsersCompared,
    long Violations, IReadOnlyList<string> FirstViolations)
{
    public bool Passed => Violations == 0;
}
