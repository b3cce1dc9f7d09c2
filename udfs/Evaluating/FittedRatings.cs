using System.Runtime.InteropServices;
using RecPipeline.Evaluation;
using RecPipeline.Models.Als;

namespace RecPipeline.Udfs.Evaluating;

/// <summary>What executors need to predict ratings and to measure them: biases and factors of both sides, and the fallback.</summary>
public sealed record FittedRatings(RatingPredictor Predictor, ItemMeans Fallback)
{
    public int Items => Predictor.Biases.Item.Length;

    /// <summary>Writes users, items and rank, the scale and the means, then the arrays; little-endian.</summary>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var (biases, factors) = (Predictor.Biases, Predictor.Factors);
        stream.Write(Packed.Bytes<int>([factors.Users, factors.Items, factors.Rank]));
        stream.Write(Packed.Bytes<double>([Predictor.Low, Predictor.High, biases.Mean, Fallback.GlobalMean]));
        Write<float>(stream, biases.User);
        Write<float>(stream, biases.Item);
        Write<bool>(stream, biases.KnownUsers);
        Write<bool>(stream, biases.KnownItems);
        Write<float>(stream, factors.UserFactors);
        Write<float>(stream, factors.ItemFactors);
        Write(stream, Fallback.ByItem);
    }

    /// <exception cref="InvalidDataException">The length does not fit the counts.</exception>
    public static FittedRatings Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        int[] counts = reader.Next<int>(3);
        var (users, items, rank) = (counts[0], counts[1], counts[2]);
        double[] numbers = reader.Next<double>(4);
        var biases = new BiasModel(
            numbers[2], reader.Next<float>(users), reader.Next<float>(items), reader.Next<bool>(users), reader.Next<bool>(items));
        var factors = new FactorModel(rank, reader.Next<float>((long)users * rank), reader.Next<float>((long)items * rank));
        var fallback = new ItemMeans(numbers[3], reader.Next<double>(items));
        reader.End();
        return new FittedRatings(new RatingPredictor(biases, factors, numbers[0], numbers[1]), fallback);
    }

    private static void Write<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged => stream.Write(MemoryMarshal.AsBytes(values));
}
