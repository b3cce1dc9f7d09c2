namespace RecPipeline.Formats.Csv;

/// <summary>The texts of one column; those that repeat, such as genders, are kept once, up to some thousand of them.</summary>
internal sealed class TextPool
{
    private const int MaxPooled = 1 << 13;

    private readonly List<string> _texts = [];
    private readonly HashSet<string> _pool = [];

    public void Add(string text)
    {
        if (!_pool.TryGetValue(text, out string? same) && _pool.Count < MaxPooled)
            _pool.Add(text);
        _texts.Add(same ?? text);
    }

    public string[] ToArray() => [.. _texts];
}
