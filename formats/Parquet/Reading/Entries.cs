namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>The entries of a leaf as seen from a node above it: which of them begin a value there (see <see cref="Assembly"/>).</summary>
internal readonly ref struct Entries(DecodedLeaf leaf, int repetition, int definition)
{
    private readonly ReadOnlySpan<byte> _repetitions = leaf.Repetitions.Span;
    private readonly ReadOnlySpan<byte> _definitions = leaf.Definitions.Span;
    private readonly int _maxRepetition = leaf.Repetitions.Max;
    private readonly int _maxDefinition = leaf.Definitions.Max;

    public int Count { get; } = leaf.Definitions.Count;

    // No levels are kept where all are the highest.
    public int Repetition(int i) => _repetitions.IsEmpty ? _maxRepetition : _repetitions[i];

    public int Definition(int i) => _definitions.IsEmpty ? _maxDefinition : _definitions[i];

    public bool IsValue(int i) => Repetition(i) <= repetition && Definition(i) >= definition;

    public int CountValues()
    {
        int count = 0;
        for (int i = 0; i < Count; i++)
            count += IsValue(i) ? 1 : 0;
        return count;
    }

    /// <summary>Validity of the <paramref name="count"/> values, which are there from <paramref name="level"/> on; empty when all are.</summary>
    public byte[] Validity(int count, int level)
    {
        if (_definitions.IsEmpty)
            return [];
        var validity = new byte[(count + 7) / 8];
        var (value, nulls) = (0, 0);
        for (int i = 0; i < Count && value < count; i++)
        {
            if (!IsValue(i))
                continue;
            if (_definitions[i] >= level)
                validity[value >> 3] |= (byte)(1 << (value & 7));
            else
                nulls++;
            value++;
        }
        return nulls == 0 ? [] : validity;
    }
}
