using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Rows;

/// <summary><see cref="RatingForms"/> made ready for bytes.</summary>
internal sealed class FieldForms
{
    private readonly RatingForms _forms;
    private readonly byte _point;
    private readonly byte[][] _markers; // as texts
    private readonly byte[][] _words; // those that are no numbers
    private readonly float[] _numbers;
    private readonly (byte[] Name, float Weight)[]? _events;

    public FieldForms(RatingForms forms)
    {
        ArgumentNullException.ThrowIfNull(forms);
        _forms = forms;
        _point = (byte)forms.Decimal;
        _markers = [.. forms.NullValues.Select(marker => NumberText.Trim(Encoding.UTF8.GetBytes(marker)).ToArray())];
        _words = [.. _markers.Where(marker => !NumberText.TryRating(marker, _point, out _))];
        _numbers = [.. _markers.Select(marker => NumberText.TryRating(marker, _point, out float value) ? value : float.NaN)
            .Where(float.IsFinite)];
        _events = forms.EventWeights?.Select(weight => (Encoding.UTF8.GetBytes(weight.Key.Trim()), weight.Value)).ToArray();
    }

    /// <summary>True when what the fast parsers read, digits and a point in seconds, means what they take it for.</summary>
    public bool AreFast => _forms is { TimeUnit: TimeUnit.Seconds, Decimal: '.' }
        && !HasEvents && Array.TrueForAll(_numbers, number => number < 0);

    public bool HasEvents => _events is not null;

    /// <summary>A marker that is no number was named.</summary>
    public bool HasMarkers => _words.Length > 0;

    /// <summary>The field says that a time or an id is missing.</summary>
    public bool IsMarker(ReadOnlySpan<byte> field) => IsOneOf(_words, NumberText.Trim(field));

    public RowFault Rating(ReadOnlySpan<byte> field, ref float rating)
    {
        if (IsNull(field))
            return RowFault.NullRating;
        if (!NumberText.TryRating(field, _point, out rating))
            return RowFault.Number;
        return _numbers.Length > 0 && Array.IndexOf(_numbers, rating) >= 0 ? RowFault.NullRating : RowFault.None;
    }

    /// <param name="name">The field in UTF-8.</param>
    /// <param name="rating">The event's weight.</param>
    public RowFault Event(ReadOnlySpan<byte> name, ref float rating)
    {
        if (IsNull(name))
            return RowFault.NullRating;
        var word = NumberText.Trim(name);
        foreach (var (known, weight) in _events!)
        {
            rating = weight;
            if (word.SequenceEqual(known))
                return RowFault.None;
        }
        return RowFault.Event;
    }

    /// <summary>Whole seconds; the parts of a finer unit are rounded down.</summary>
    public RowFault Time(ReadOnlySpan<byte> field, ref long seconds)
    {
        if (HasMarkers && (NumberText.IsBlank(field) || IsMarker(field)))
            return RowFault.NullTimestamp;
        if (_forms.TimeUnit == TimeUnit.Iso)
            return IsoTime.TryParse(field, out seconds) ? RowFault.None : RowFault.Number;
        if (!NumberText.TryWhole(field, _point, out long time))
            return RowFault.Number;
        long unit = _forms.TimeUnit switch { TimeUnit.Milliseconds => 1_000, TimeUnit.Microseconds => 1_000_000, _ => 1 };
        seconds = unit == 1 ? time : FloorDivision(time, unit);
        return RowFault.None;
    }

    private bool IsNull(ReadOnlySpan<byte> field) =>
        NumberText.IsBlank(field) || (_markers.Length > 0 && IsOneOf(_markers, NumberText.Trim(field)));

    private static bool IsOneOf(byte[][] words, ReadOnlySpan<byte> text)
    {
        foreach (byte[] word in words)
            if (text.SequenceEqual(word))
                return true;
        return false;
    }

    private static long FloorDivision(long time, long unit) => (time / unit) - (time % unit < 0 ? 1 : 0);
}
