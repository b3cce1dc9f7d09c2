using System.Globalization;
using System.Text;

namespace RecPipeline.Models;

/// <summary>The raw ids of all users, or of all items, by dense index: whole numbers or texts, ascending.</summary>
/// <remarks>
/// Numbers ascend as numbers, texts as unsigned UTF-8 bytes. Example: the texts <c>10</c>, <c>9</c>, <c>Ä</c> stand in this order.
/// </remarks>
public sealed class RawIds
{
    private readonly long[]? _numbers;
    private readonly Utf8Ids? _texts;

    private RawIds(long[]? numbers, Utf8Ids? texts) => (_numbers, _texts) = (numbers, texts);

    public int Count => _numbers?.Length ?? _texts!.Count;

    public bool AreTexts => _texts is not null;

    /// <exception cref="InvalidOperationException">The ids are texts.</exception>
    public long[] Numbers => _numbers ?? throw new InvalidOperationException("These raw ids are texts; ask AreTexts first.");

    /// <exception cref="InvalidOperationException">The ids are numbers.</exception>
    public Utf8Ids Texts => _texts ?? throw new InvalidOperationException("These raw ids are numbers; ask AreTexts first.");

    /// <param name="ascending">Distinct, ascending; not copied.</param>
    public static RawIds Of(long[] ascending) => new(ascending ?? throw new ArgumentNullException(nameof(ascending)), null);

    /// <param name="ascending">Distinct, ascending as unsigned bytes.</param>
    public static RawIds Of(Utf8Ids ascending) => new(null, ascending ?? throw new ArgumentNullException(nameof(ascending)));

    /// <summary>The id as people type it.</summary>
    public string Text(int index) =>
        _texts is null ? _numbers![index].ToString(CultureInfo.InvariantCulture) : Encoding.UTF8.GetString(_texts[index]);

    /// <summary>Finds the index of an id that somebody typed, or −1 for one that is not here.</summary>
    /// <returns>False when the text can be no id at all: ids are numbers, and it is none.</returns>
    public bool TryFind(string text, out int index)
    {
        index = -1;
        if (_texts is not null)
            index = Find(Encoding.UTF8.GetBytes(text.Trim()));
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            index = Math.Max(-1, Array.BinarySearch(_numbers!, number));
        else
            return false;
        return true;
    }

    /// <summary>The ids of some indices, which ascend.</summary>
    public RawIds Pick(int[] indices) =>
        _texts is null ? Of(Array.ConvertAll(indices, index => _numbers![index])) : Of(_texts.Pick(indices));

    private int Find(ReadOnlySpan<byte> text)
    {
        for (int low = 0, high = Count - 1; low <= high;)
        {
            int middle = (low + high) >>> 1;
            int order = _texts![middle].SequenceCompareTo(text);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return -1;
    }
}
