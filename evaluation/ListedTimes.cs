namespace RecPipeline.Evaluation;

/// <summary>How often which items were listed, where they were: what a task hands on of its lists, without the lists.</summary>
/// <remarks>
/// An entry of a list counts once, at the smallest cutoff that holds its rank; its place is cutoff number · items + item.
/// Example, 10 items, cutoffs 1 and 2, two lists 7 3 and 7 4: Places 7 13 14, Times 2 1 1.
/// </remarks>
/// <param name="Places">Ascending.</param>
/// <param name="Times">[places], above 0.</param>
public sealed record ListedTimes(int[] Places, int[] Times);
