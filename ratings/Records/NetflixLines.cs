using System.Buffers.Text;
using System.Globalization;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Records;

/// <summary>Lines of the Netflix Prize files (combined_data_1.txt): <c>itemid:</c>,
/// then <c>user,rating,date</c> for each of its ratings.</summary>
/// <remarks>The day of a rating becomes its first second in UTC. A rating before the first heading, or with another number of fields,
/// is a record that is no rating.</remarks>
/// <example><c>1:</c> and <c>7,5,2005-09-06</c> are <c>7,1,5,1125964800</c>.</example>
public sealed class NetflixLines : ILineRecords
{
    private byte[] _item = [];

    /// <summary>True for a heading, with the item's id.</summary>
    public static bool IsHeading(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> item)
    {
        var text = NumberText.Trim(line);
        item = text is [.., (byte)':'] ? text[..^1] : default;
        return !item.IsEmpty && item.IndexOfAny((byte)',', (byte)':') < 0;
    }

    public bool Write(ReadOnlySpan<byte> line, RecordBuffer target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (IsHeading(line, out var item))
        {
            _item = item.ToArray();
            return false;
        }
        int first = line.IndexOf((byte)','), last = line.LastIndexOf((byte)',');
        if (_item.Length == 0 || first < 0 || first == last || line[(first + 1)..last].Contains((byte)','))
            target.Broken(line);
        else
            Rating(line[..first], line[(first + 1)..last], line[(last + 1)..], target);
        return true;
    }

    private void Rating(ReadOnlySpan<byte> user, ReadOnlySpan<byte> rating, ReadOnlySpan<byte> date, RecordBuffer target)
    {
        target.Text(user);
        target.Text(_item);
        target.Text(rating);
        if (TrySeconds(date, out long seconds))
            target.Number(System.Text.Encoding.ASCII.GetBytes(seconds.ToString(CultureInfo.InvariantCulture)));
        else
            target.Text(date);
        target.End();
    }

    // yyyy-MM-dd and nothing else; another text stays and is no time.
    private static bool TrySeconds(ReadOnlySpan<byte> field, out long seconds)
    {
        var text = NumberText.Trim(field);
        seconds = 0;
        bool isDate = text is [_, _, _, _, (byte)'-', _, _, (byte)'-', _, _]
            & Part(text, 0, 4, out int year) & Part(text, 5, 2, out int month) & Part(text, 8, 2, out int day);
        if (!isDate || year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        seconds = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        return true;
    }

    private static bool Part(ReadOnlySpan<byte> text, int at, int length, out int value)
    {
        value = 0;
        return text.Length >= at + length && text[at] is >= (byte)'0' and <= (byte)'9'
            && Utf8Parser.TryParse(text.Slice(at, length), out value, out int used) && used == length;
    }
}
