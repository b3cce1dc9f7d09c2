namespace RecPipeline.Spark.Launching;

/// <summary>
/// Passes a process's lines on and keeps for error messages the last ones, and before them those that name a known cause:
/// spark-submit prints its whole usage behind one.
/// </summary>
internal sealed class OutputTail(Action<string> log)
{
    private const int Kept = 40;
    private const int KeptCauses = 5;

    private readonly Queue<string> _lines = new();
    private readonly List<string> _causes = [];

    public void Add(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
        {
            if (_lines.Count == Kept && _lines.Dequeue() is var gone && StartAdvice.IsKnown(gone) && _causes.Count < KeptCauses)
                _causes.Add(gone);
            _lines.Enqueue(line);
        }
        log(line);
    }

    public override string ToString()
    {
        lock (_lines)
            return _lines.Count == 0 ? "  (none)" : string.Join('\n', _causes.Concat(_lines).Select(line => "  " + line));
    }
}
