using System.Runtime.InteropServices;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.TopN;

namespace RecPipeline.Udfs.Lists;

/// <summary>What executors need to make lists: one row per item of every model, never one per user.</summary>
/// <param name="Popularity">Ratings and ranks.</param>
/// <param name="Similarity">Item-item table.</param>
/// <param name="ItemFactors">[items × rank].</param>
/// <param name="Excluded">Items nobody may get.</param>
public sealed record FittedModels(ItemPopularity Popularity, SimilarityTable Similarity, float[] ItemFactors, int[] Excluded)
{
    /// <summary>Writes items, neighbours, factors and excluded as counts, then the arrays; little-endian.</summary>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Packed.Bytes<long>([Popularity.Rank.Length, Similarity.Count, ItemFactors.Length, Excluded.Length]));
        Write<long>(stream, Popularity.Ratings);
        Write<int>(stream, Popularity.Rank);
        Write(stream, Similarity.Offsets);
        Write(stream, Similarity.Neighbours);
        Write(stream, Similarity.Scores);
        Write(stream, Similarity.CommonUsers);
        Write<float>(stream, ItemFactors);
        Write<int>(stream, Excluded);
    }

    /// <exception cref="InvalidDataException">The length does not fit the counts.</exception>
    public static FittedModels Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        long[] counts = reader.Next<long>(4);
        int items = (int)counts[0], neighbours = (int)counts[1];
        var popularity = new ItemPopularity(reader.Next<long>(items), reader.Next<int>(items));
        var similarity = new SimilarityTable(
            items, reader.Next<int>(items + 1), reader.Next<int>(neighbours), reader.Next<float>(neighbours), reader.Next<int>(neighbours));
        var models = new FittedModels(popularity, similarity, reader.Next<float>(counts[2]), reader.Next<int>(counts[3]));
        reader.End();
        return models;
    }

    private static void Write<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged => stream.Write(MemoryMarshal.AsBytes(values));
}
