using System.Runtime.CompilerServices;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Rows;

/// <summary>
/// The fast form of <see cref="RatingRowParser"/> for every other layout whose fields are the numbers of a rating and nothing else:
/// in any order, with a separator of up to eight bytes. It gives up on rows of any other form, so both forms always agree;
/// see <c>RatingRowTwinTests</c>.
/// </summary>
/// <example>The youtube row <c>1609459200,7,42,12.75</c> has its timestamp first; MovieLens 1M separates by <c>::</c>.</example>
internal readonly struct FastNumberRow
{
    private readonly ulong _separator;
    private readonly ulong _separatorMask;
    private readonly int _separatorBytes;
    private readonly int _fieldCount;
    private readonly Roles _roles;

    public FastNumberRow(RatingColumns columns)
    {
        _separatorBytes = columns.Format.Separator.Length;
        _fieldCount = columns.FieldCount;
        for (int i = 0; i < _separatorBytes; i++)
            _separator |= (ulong)columns.Format.Separator[i] << (8 * i);
        _separatorMask = ulong.MaxValue >> (64 - (8 * _separatorBytes));
        for (int field = 0; field < _fieldCount; field++)
            _roles[field] = field == columns.User ? Role.User
                : field == columns.Item ? Role.Item
                : field == columns.Rating ? Role.Rating
                : Role.Timestamp;
    }

    private enum Role : byte
    {
        User,
        Item,
        Timestamp,
        Rating,
    }

    /// <summary>True when every field has a part in the rating and the separator cannot be taken for a number's end.</summary>
    public static bool Fits(RatingColumns columns) => columns.Format.Separator is [not (>= (byte)'0' and <= (byte)'9' or (byte)'.'), ..]
        && columns.Format.Separator.Length <= 8
        && columns.FieldCount <= 4
        && columns.Rating >= 0
        && (Bit(columns.User) | Bit(columns.Item) | Bit(columns.Rating) | Bit(columns.Timestamp)) == Bit(columns.FieldCount) - 1;

    private static int Bit(int position) => position < 0 ? 0 : 1 << position;

    /// <summary>Parses the row that starts at <paramref name="start"/>; a layout without timestamps leaves 0.</summary>
    /// <returns>The row's bytes, its line end included; 0 when the row is not of this form.</returns>
    public int TryParse(ref byte start, out long user, out long item, out float rating, out long timestamp)
    {
        var integers = default(Integers);
        rating = 0;
        bool found = true;
        int at = 0;
        for (int field = 0; field < _fieldCount && found; field++)
        {
            found = _roles[field] switch
            {
                Role.Rating => FastDigits.TryFloat(ref start, ref at, out rating),
                Role.Timestamp => FastDigits.TryInt64(ref start, ref at, out integers[(int)Role.Timestamp]),
                _ => FastDigits.TryId(ref start, ref at, out integers[(int)_roles[field]]),
            };
            found = found && (field + 1 == _fieldCount ? TryLineEnd(ref start, ref at) : TrySkip(ref start, ref at));
        }
        (user, item, timestamp) = (integers[(int)Role.User], integers[(int)Role.Item], integers[(int)Role.Timestamp]);
        return found ? at : 0;
    }

    private bool TrySkip(ref byte start, ref int at)
    {
        ulong next = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
        at += _separatorBytes;
        return (next & _separatorMask) == _separator;
    }

    private static bool TryLineEnd(ref byte start, ref int at)
    {
        if (Unsafe.Add(ref start, at) == '\r')
            at++;
        return Unsafe.Add(ref start, at++) == '\n';
    }

    [InlineArray(4)]
    private struct Roles
    {
        private Role _first;
    }

    [InlineArray(3)]
    private struct Integers
    {
        private long _first;
    }
}
