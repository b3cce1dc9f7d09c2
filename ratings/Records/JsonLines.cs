using System.Text.Json;
using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Records;

/// <summary>Lines of JSON, one object each, as records. A column's name is a key, or the keys on the way to it with dots:
/// <c>user.id</c>.</summary>
/// <remarks>
/// A string is its text, a number is its plain form (1.6e9 is 1600000000, 7.0 is 7), null and a missing key are an empty field.
/// A line that is no object, that is cut off, that names a wanted key twice or has a list or an object there,
/// is a record that is no rating.
/// </remarks>
/// <example>With user.id, item, score, ts:
/// <c>{"user":{"id":7},"item":"a","score":4.5,"ts":1600000000}</c> is <c>7,a,4.5,1600000000</c>.</example>
public sealed class JsonLines : ILineRecords
{
    private readonly string[] _names;
    private readonly byte[]?[] _values;

    public JsonLines(RatingNames names)
    {
        _names = [.. RowRecords.Wanted(names).Select(each => each.Name)];
        _values = new byte[_names.Length][];
    }

    public bool Write(ReadOnlySpan<byte> line, RecordBuffer target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Array.Clear(_values);
        if (NumberText.IsBlank(line) || !TryRead(line))
        {
            target.Broken(line);
            return true;
        }
        foreach (byte[]? value in _values)
            target.Text(value);
        target.End();
        return true;
    }

    /// <summary>The keys of a line's values, those inside objects with dots, in their order; null when it is no object.</summary>
    public static IReadOnlyList<string>? Keys(ReadOnlySpan<byte> line)
    {
        var keys = new List<string>();
        try
        {
            return IsObject(line, (string path, ref Utf8JsonReader value) => Noted(keys, path, ref value)) ? keys : null;
        }
        catch (JsonException)
        {
            return null; // the caller says what the line is
        }
    }

    private delegate bool Visit(string path, ref Utf8JsonReader value);

    private static bool Noted(List<string> keys, string path, ref Utf8JsonReader value)
    {
        keys.Add(path);
        value.Skip();
        return true;
    }

    private bool TryRead(ReadOnlySpan<byte> line)
    {
        try
        {
            return IsObject(line, Take);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false; // cut off, or an escape that is no character: the line is a rejected row
        }
    }

    // True for one whole object of which the visit takes every member.
    private static bool IsObject(ReadOnlySpan<byte> line, Visit visit)
    {
        var reader = new Utf8JsonReader(line);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject && Walk(ref reader, "", visit) && !reader.Read();
    }

    // Goes through the members of the object whose start was read, up to its end; false when a visit says so.
    private static bool Walk(ref Utf8JsonReader reader, string path, Visit visit)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = path + reader.GetString();
            reader.Read();
            bool good = reader.TokenType == JsonTokenType.StartObject ? Walk(ref reader, name + ".", visit) : visit(name, ref reader);
            if (!good)
                return false;
        }
        return reader.TokenType == JsonTokenType.EndObject;
    }

    private bool Take(string path, ref Utf8JsonReader value)
    {
        int at = Array.IndexOf(_names, path);
        if (at < 0)
        {
            value.Skip();
            return true;
        }
        if (_values[at] is not null || value.TokenType == JsonTokenType.StartArray)
            return false;
        _values[at] = value.TokenType switch
        {
            JsonTokenType.String => Encoding.UTF8.GetBytes(value.GetString()!),
            JsonTokenType.Null => [],
            JsonTokenType.Number => Encoding.ASCII.GetBytes(PlainNumber.Of(Encoding.ASCII.GetString(value.ValueSpan))),
            _ => value.ValueSpan.ToArray(),
        };
        return true;
    }
}
