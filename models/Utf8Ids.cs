namespace RecPipeline.Models;

/// <summary>Raw ids that are strings: id i is <c>Bytes[Offsets[i]..Offsets[i + 1]]</c> in UTF-8.</summary>
/// <param name="Offsets">[ids + 1], rising from 0.</param>
/// <param name="Bytes">All ids, one after another.</param>
public sealed record Utf8Ids(ReadOnlyMemory<int> Offsets, ReadOnlyMemory<byte> Bytes)
{
    public int Count => Offsets.Length - 1;

    public ReadOnlySpan<byte> this[int index] => Bytes.Span[Offsets.Span[index]..Offsets.Span[index + 1]];

    /// <summary>The ids at some indices, in the order given.</summary>
    public Utf8Ids Pick(ReadOnlySpan<int> indices)
    {
        var offsets = new int[indices.Length + 1];
        for (int i = 0; i < indices.Length; i++)
            offsets[i + 1] = offsets[i] + this[indices[i]].Length;
        var bytes = new byte[offsets[^1]];
        for (int i = 0; i < indices.Length; i++)
            this[indices[i]].CopyTo(bytes.AsSpan(offsets[i]));
        return new Utf8Ids(offsets, bytes);
    }
}
