using RecPipeline.Formats.Columns;
using RecPipeline.Udfs.Cleaning;

namespace RecPipeline.Udfs.Tests.Cleaning;

/// <summary>Files as tasks get them: cut into blocks anywhere, each line with the block that it is read from, in batches of any size.</summary>
internal static class BlockFiles
{
    /// <summary>Each task's batches of <see cref="RatingLines.Lines"/>; a task reads some blocks, one after the other.</summary>
    public static List<List<RecordBatch>> Tasks(IReadOnlyList<byte[]> files, Random random)
    {
        var tasks = new List<List<RecordBatch>>();
        for (int file = 0; file < files.Count; file++)
        {
            var lines = Lines(files[file], Borders(files[file].Length, random), file * BlockPlaces.FileStep);
            foreach (var block in lines.GroupBy(line => line.Block))
            {
                if (tasks.Count == 0 || random.Next(2) == 0)
                    tasks.Add([]);
                tasks[^1].AddRange(Batches([.. block], random));
            }
        }
        return [.. tasks.OrderBy(_ => random.Next())];
    }

    private static long[] Borders(int bytes, Random random) =>
        [0, .. Enumerable.Range(0, random.Next(8)).Select(_ => (long)random.Next(1, bytes + 2)).Distinct().Order()];

    // As Hadoop's reader: a line belongs to the block in which it begins, or at whose end it does.
    private static List<(long Block, byte[] Line)> Lines(byte[] file, long[] borders, long place)
    {
        var lines = new List<(long, byte[])>();
        for (int at = 0, next; at < file.Length; at = next + 1)
        {
            int lineFeed = file.AsSpan(at).IndexOf((byte)'\n');
            next = lineFeed < 0 ? file.Length : at + lineFeed;
            lines.Add((place + borders.Last(border => border < at || border == 0), file[at..next]));
        }
        return lines;
    }

    private static IEnumerable<RecordBatch> Batches((long Block, byte[] Line)[] lines, Random random)
    {
        for (int at = 0, rows; at < lines.Length; at += rows)
        {
            rows = random.Next(1, lines.Length - at + 1);
            var part = lines.AsSpan(at, rows).ToArray();
            int[] offsets = [0, .. part.Select((_, i) => part.Take(i + 1).Sum(line => line.Line.Length))];
            byte[] bytes = [.. part.SelectMany(line => line.Line)];
            yield return new RecordBatch(RatingLines.Lines, new BinaryColumn(offsets, bytes), new Column<long>(DataType.Int64, Array.ConvertAll(part, line => line.Block)));
        }
    }
}
