using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Similarity;

/// <summary>A similarity table by source: which candidates an item of a history votes for, and how strongly.</summary>
/// <remarks>
/// Example: item 2 is a neighbour of the candidates 0 (.5) and 7 (.1): row 2 holds 0 7 with .5 .1. Shared by all threads.
/// </remarks>
public sealed class SimilarityVotes
{
    /// <summary>Turns the table around. Cost O(neighbours + items).</summary>
    public SimilarityVotes(SimilarityTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table = table;
        BySource = SparseMatrix.FromTriples(table.Items, table.Items, table.Neighbours, CandidateOfEntry(table), table.Scores);
    }

    public int Items => BySource.Rows;

    /// <summary>The same similarities by candidate.</summary>
    public SimilarityTable Table { get; }

    /// <summary>[sources × candidates] similarities.</summary>
    public SparseMatrix BySource { get; }

    private static int[] CandidateOfEntry(SimilarityTable table)
    {
        var candidates = new int[table.Count];
        for (int candidate = 0; candidate < table.Items; candidate++)
            candidates.AsSpan(table.Offsets[candidate]..table.Offsets[candidate + 1]).Fill(candidate);
        return candidates;
    }
}
