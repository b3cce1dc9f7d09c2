namespace RecPipeline.Ratings.Csv;

/// <summary>Reads dates and date-times of ISO 8601 as seconds since 1970, rounded down.</summary>
/// <remarks>
/// <c>2020-09-13</c>, <c>2020-09-13T12:43</c>, <c>2020-09-13 12:43:47.25</c>, each date-time with <c>Z</c>, <c>UTC</c>, <c>+02</c>,
/// <c>+0200</c> or <c>+02:00</c> behind it, or nothing for UTC. Years 0001 to 9999; a second 60 and an hour 24 are refused. No allocation.
/// </remarks>
internal ref struct IsoTime
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Reads the whole field; blanks around it are allowed.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long seconds)
    {
        var text = new IsoTime { _rest = NumberText.Trim(field) };
        return text.TryRead(out seconds) && text._rest.IsEmpty;
    }

    private bool TryRead(out long seconds)
    {
        seconds = 0;
        if (!TryDate(out var day))
            return false;
        seconds = (day.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        return _rest.IsEmpty || (TrySkip("Tt "u8) && TryClock(ref seconds) && TryOffset(ref seconds));
    }

    private bool TryDate(out DateTime day)
    {
        day = default;
        bool isDate = TryDigits(4, out int year) & TrySkip("-"u8)
            & TryDigits(2, out int month) & TrySkip("-"u8) & TryDigits(2, out int date);
        if (!isDate || year < 1 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month))
            return false;
        day = new DateTime(year, month, date, 0, 0, 0, DateTimeKind.Utc);
        return true;
    }

    private bool TryClock(ref long seconds)
    {
        if (!TryDigits(2, out int hour) || !TrySkip(":"u8) || !TryDigits(2, out int minute) || hour > 23 || minute > 59)
            return false;
        int second = 0;
        if (TrySkip(":"u8) && (!TryDigits(2, out second) || second > 59 || !TryFraction()))
            return false;
        seconds += (((hour * 60L) + minute) * 60) + second;
        return true;
    }

    // Rounding down means that no digit of a fraction matters: the seconds before it are whole and the offset too.
    private bool TryFraction()
    {
        if (!TrySkip(".,"u8))
            return true;
        int digits = _rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? _rest.Length : digits;
        _rest = _rest[digits..];
        return digits > 0;
    }

    private bool TryOffset(ref long seconds)
    {
        TrySkip(" "u8);
        if (_rest.IsEmpty || _rest is [(byte)'Z' or (byte)'z'] || _rest.SequenceEqual("UTC"u8))
        {
            _rest = default;
            return true;
        }
        int sign = _rest[0] == '-' ? 1 : -1;
        if (!TrySkip("+-"u8) || !TryDigits(2, out int hours) || hours > 23)
            return false;
        TrySkip(":"u8);
        int minutes = 0;
        if (!_rest.IsEmpty && (!TryDigits(2, out minutes) || minutes > 59))
            return false;
        seconds += sign * ((hours * 3600L) + (minutes * 60));
        return true;
    }

    private bool TryDigits(int count, out int value)
    {
        value = 0;
        if (_rest.Length < count)
            return false;
        foreach (byte letter in _rest[..count])
        {
            if (letter is < (byte)'0' or > (byte)'9')
                return false;
            value = (value * 10) + (letter - '0');
        }
        _rest = _rest[count..];
        return true;
    }

    private bool TrySkip(ReadOnlySpan<byte> anyOf)
    {
        bool found = _rest is [var first, ..] && anyOf.Contains(first);
        _rest = found ? _rest[1..] : _rest;
        return found;
    }
}
