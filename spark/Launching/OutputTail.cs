namespace RecPipeline.Spark.Launching;

/// <summary>Passes a process's lines on and keeps the last ones for error messages.</summary>
internal sealed class OutputTail(Action<string> log)
{
    private const int Kept = 40;

    private readonly Queue<string> _lines = new();

    public void Add(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
        {
            if (_lines.Count == Kept)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
        log(line);
    }

    public override string ToString()
    {
        lock (_lines)
            return _lines.Count == 0 ? "  (none)" : string.Join('\n', _lines.Select(line => "  " + line));
    }
}
