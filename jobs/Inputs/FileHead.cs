namespace RecPipeline.Jobs.Inputs;

/// <summary>The beginning of an input file, unpacked: what detection looks at.</summary>
internal sealed class FileHead
{
    /// <summary>Bytes that are read at most, after unpacking.</summary>
    public const int MaxBytes = 64 << 10;

    private const int MaxLines = 200;

    private FileHead(string path, bool isParquet, byte[] bytes, bool isWhole)
    {
        (Path, IsParquet, IsEmpty) = (path, isParquet, bytes.Length == 0 && !isParquet);
        var text = bytes.AsSpan();
        var lines = new List<byte[]>();
        for (var rest = text.StartsWith("\uFEFF"u8) ? text[3..] : text; !rest.IsEmpty && lines.Count < MaxLines;)
        {
            int end = rest.IndexOf((byte)'\n');
            // What the limit cuts off is no line, unless it is all there is.
            if (end < 0 && !isWhole && lines.Count > 0)
                break;
            var line = end < 0 ? rest : rest[..end];
            lines.Add((line is [.., (byte)'\r'] ? line[..^1] : line).ToArray());
            rest = end < 0 ? default : rest[(end + 1)..];
        }
        Lines = lines;
    }

    public string Path { get; }

    public bool IsEmpty { get; }

    public bool IsParquet { get; }

    /// <summary>At most 200 whole lines without line ends and byte order mark; blank ones too.</summary>
    public IReadOnlyList<byte[]> Lines { get; }

    /// <summary>The lines that are not blank.</summary>
    public IEnumerable<byte[]> Rows => Lines.Where(line => line.AsSpan().IndexOfAnyExcept(" \t\r\v\f"u8) >= 0);

    /// <exception cref="UsageException">It is not there, or what it holds is neither text nor Parquet; what to do is in the
    /// message.</exception>
    public static FileHead Read(string path)
    {
        if (RawFile.Kind(path).Outer == InputKind.Parquet)
            return new FileHead(path, true, [], isWhole: true);
        using var stream = RawFile.Open(path);
        var bytes = new byte[MaxBytes];
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return new FileHead(path, false, bytes[..count], isWhole: count < bytes.Length);
    }
}
