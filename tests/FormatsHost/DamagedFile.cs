using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Parquet;
using RecPipeline.Formats.Tests.Parquet;

namespace RecPipeline.FormatsHost;

/// <summary>Reads files of which some are damaged, every value of them.</summary>
internal static class DamagedFile
{
    public static void Read(string file)
    {
        bool isArrow = file.EndsWith(".arrows", StringComparison.Ordinal);
        var read = Read(File.ReadAllBytes(file), isArrow, out string? refusal);
        Console.WriteLine(read is { } content ? $"rows {content.Rows.Count}" : $"refused {refusal}");
        // The peak of this process's resident memory, in kB.
        Console.WriteLine(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)));
    }

    /// <summary>Prints how many changes were refused, gave the same rows, other rows in the same number, and rows in another number.</summary>
    public static void Invert(string file, byte[] masks)
    {
        bool isArrow = file.EndsWith(".arrows", StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(file);
        var whole = Read(bytes, isArrow, out _)!.Value;
        var (refused, same, others, counts) = (0, 0, 0, 0);
        for (int at = 0; at < bytes.Length; at++)
        {
            foreach (byte mask in masks)
            {
                bytes[at] ^= mask;
                var read = Read(bytes, isArrow, out _);
                bytes[at] ^= mask;
                if (read is not { } content)
                    refused++;
                else if (content.Rows.SequenceEqual(whole.Rows))
                    same++;
                else if (content.Rows.Count == whole.Rows.Count || !content.IsWhole)
                    others++;
                else
                    counts++;
            }
        }
        Console.WriteLine($"{refused} {same} {others} {counts}");
    }

    private static (List<string> Rows, bool IsWhole)? Read(byte[] bytes, bool isArrow, out string? refusal)
    {
        refusal = null;
        try
        {
            return isArrow ? ReadArrow(bytes) : ReadParquet(bytes);
        }
        catch (Exception error) when (error is ArrowFormatException or ParquetFormatException)
        {
            refusal = error.Message;
            return null;
        }
    }

    // A changed length that meets four zero bytes ends a stream, with bytes left over: the format cannot show more.
    private static (List<string> Rows, bool IsWhole) ReadArrow(byte[] bytes)
    {
        var reader = new ArrowStreamReader(new MemoryStream(bytes), "damaged.arrows");
        var batches = reader.Batches().ToList();
        return (Cells.Rows(batches), reader.Position == bytes.Length);
    }

    private static (List<string> Rows, bool IsWhole) ReadParquet(byte[] bytes)
    {
        using var reader = new ParquetReader(new MemoryStream(bytes), "damaged.parquet");
        return (Cells.Rows(reader.Read()), true);
    }
}
