using System.Buffers;
using System.Globalization;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Generation;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Jobs.Generation;

/// <summary>Writes a generated data set in the layout of MovieLens, and the planted truth beside it.</summary>
/// <remarks>
/// Raw item ids have gaps, as real ones do. Everything is written into a folder of a temporary name, which is renamed at the end.
/// </remarks>
internal sealed class GeneratedFiles(GeneratorParameters p, string folder)
{
    private static readonly string[] Genres = ["Action", "Children", "Comedy", "Crime", "Drama", "Horror", "Romance", "Sci-Fi"];
    private static readonly FieldList TruthSchema = FieldList.Of(
        new("id", DataType.Int64), new("features", DataType.List(DataType.Float32)), new("bias", DataType.Float32));

    /// <exception cref="UsageException">The folder exists.</exception>
    public void Write(int threads, Action<double> progress, CancellationToken cancellation)
    {
        if (Path.Exists(folder))
            throw new UsageException(
                $"Generating into '{Path.GetFullPath(folder)}': it exists already. Remove it, or name another folder with --out.");
        string temporary = $"{Path.TrimEndingDirectorySeparator(folder)}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.Combine(temporary, "truth"));
            Fill(temporary, threads, progress, cancellation);
            Directory.Move(temporary, folder);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    public static long ItemId(long seed, int item) => (item * 5L) + 1 + (long)(CounterRandom.At((ulong)seed, item) % 5);

    private void Fill(string into, int threads, Action<double> progress, CancellationToken cancellation)
    {
        var generator = new RatingsGenerator(p, threads, cancellation);
        WriteItems(Path.Combine(into, "movies.csv"), generator.Taste);
        long[] ids = [.. Enumerable.Range(0, p.Items).Select(item => ItemId(p.Seed, item))];
        WriteTruth(Path.Combine(into, "truth", "items.parquet"), ids, generator.Taste.ItemFactors, generator.Taste.ItemBiases);
        WriteUsers(Path.Combine(into, "truth", "users.parquet"), generator.Taste);
        using var ratings = new DurableFileStream(Path.Combine(into, "ratings.csv"));
        ratings.Write("userId,movieId,rating,timestamp\n"u8);
        var text = new ArrayBufferWriter<byte>(1 << 20);
        foreach (var block in generator.Users(threads, cancellation))
        {
            foreach (var user in block)
                AddRows(text, user, ids);
            ratings.Write(text.WrittenSpan);
            text.ResetWrittenCount();
            progress((block[^1].User + 1.0) / p.Users);
        }
    }

    private static void AddRows(ArrayBufferWriter<byte> text, GeneratedUser user, long[] ids)
    {
        for (int i = 0; i < user.Items.Length; i++)
        {
            AddNumber(text, user.User + 1, (byte)',');
            AddNumber(text, ids[user.Items[i]], (byte)',');
            AddNumber(text, user.HalfStars[i] / 2, (byte)'.');
            AddNumber(text, user.HalfStars[i] % 2 * 5, (byte)',');
            AddNumber(text, user.Timestamps[i], (byte)'\n');
        }
    }

    private static void AddNumber(ArrayBufferWriter<byte> text, long number, byte end)
    {
        var space = text.GetSpan(24);
        number.TryFormat(space, out int written, default, CultureInfo.InvariantCulture);
        space[written] = end;
        text.Advance(written + 1);
    }

    private void WriteItems(string path, Taste taste)
    {
        using var stream = new DurableFileStream(path);
        using var writer = new StreamWriter(stream) { NewLine = "\n" };
        writer.WriteLine("movieId,title,genres");
        for (int item = 0; item < p.Items; item++)
            writer.WriteLine(
                $"{ItemId(p.Seed, item)},Film {item + 1} "
                + $"({1930 + (CounterRandom.At((ulong)p.Seed, -item) % 85)}),{GenresOf(taste.Item(item))}");
    }

    // The two dimensions in which the item lies furthest out.
    private static string GenresOf(ReadOnlySpan<float> factors)
    {
        float[] values = factors.ToArray();
        return string.Join('|', Enumerable.Range(0, Taste.Rank).OrderByDescending(i => values[i]).Take(2).Order().Select(i => Genres[i]));
    }

    private void WriteUsers(string path, Taste taste)
    {
        var (factors, biases) = (new float[p.Users * Taste.Rank], new float[p.Users]);
        for (int user = 0; user < p.Users; user++)
            biases[user] = taste.User(user, factors.AsSpan(user * Taste.Rank, Taste.Rank));
        WriteTruth(path, [.. Enumerable.Range(1, p.Users).Select(id => (long)id)], factors, biases);
    }

    private static void WriteTruth(string path, long[] ids, float[] factors, float[] biases)
    {
        using var stream = new DurableFileStream(path);
        using var writer = new ParquetWriter(stream, TruthSchema);
        writer.Write(
            new RecordBatch(TruthSchema, Columns.Int64(ids), Columns.FixedLists(ids.Length, Taste.Rank, factors), Columns.Float32(biases)));
        writer.Close();
    }
}
