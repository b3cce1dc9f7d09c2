namespace RecPipeline.Models.Cleaning;

/// <summary>A set of raw ids that answers "is it in?" for every row of a big table. Safe to read from many threads.</summary>
public sealed class IdSet
{
    private readonly IdDictionary _ids;

    /// <summary>The distinct ids among <paramref name="ids"/>.</summary>
    public IdSet(ReadOnlySpan<long> ids) => _ids = IdDictionary.Build(ids);

    public int Count => _ids.Count;

    public bool Contains(long id) => _ids.IndexOf(id) >= 0;
}
