namespace RecPipeline.Models.Shaping;

/// <summary>How many items of a list may, or should, have a value of a feature.</summary>
/// <remarks>
/// Example: "at most 2 of one series" gives each item the number of its series, and Count 2; "at least 1 documentary" gives documentaries
/// the value 0, all others none.
/// </remarks>
/// <param name="Name">As rows that it moved name it.</param>
/// <param name="Count">Items of a list with the same value; at least 0.</param>
/// <param name="Offsets">[items + 1] where each item's values begin.</param>
/// <param name="Values">Numbers from 0 of the values that the rule counts, by item.</param>
public sealed record CountRule(string Name, int Count, int[] Offsets, int[] Values)
{
    /// <summary>How many values there are.</summary>
    public int ValueCount => Values.Length == 0 ? 0 : Values.Max() + 1;

    public ReadOnlySpan<int> ValuesOf(int item) => Values.AsSpan(Offsets[item]..Offsets[item + 1]);
}
