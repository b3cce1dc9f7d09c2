using System.Text.Json.Nodes;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>What the manifest says of a file.</summary>
/// <param name="Hash">Rows and content hash of the file's columns, without those in folder names.</param>
/// <param name="Cells">Input items of all users.</param>
/// <param name="MaxRowLength">Input items of one user at most.</param>
internal readonly record struct PartFacts(TableHash Hash, long Cells = 0, int MaxRowLength = 0)
{
    public static PartFacts Of(RecordBatch rows, TableHash hash)
    {
        var offsets = ((ListColumn)rows["items"]).Offsets;
        int longest = 0;
        for (int row = 0; row < rows.RowCount; row++)
            longest = Math.Max(longest, offsets[row + 1] - offsets[row]);
        return new PartFacts(hash, offsets[^1] - offsets[0], longest);
    }

    /// <summary>Both together.</summary>
    public PartFacts Add(PartFacts other) => new(Hash.Combine(other.Hash), Cells + other.Cells, Math.Max(MaxRowLength, other.MaxRowLength));

    public JsonObject ToJson(string folder, string role) => new()
    {
        ["folder"] = folder,
        ["role"] = role,
        ["rows"] = Hash.Rows,
        ["nnz"] = Cells,
        ["max_row_length"] = MaxRowLength,
        ["content_hash"] = Hash.ToString(),
    };
}
