namespace RecPipeline.Formats.Columns;

/// <summary>What one step of a timestamp is.</summary>
public enum TimestampUnit
{
    Seconds,
    Millis,
    Micros,
    Nanos,
}

/// <summary>A timestamp that no table of ours has, kept as it came: an int64 count of units since 1970-01-01T00:00.</summary>
/// <param name="Unit">What is counted.</param>
/// <param name="IsUtc">True for instants, false for times on a wall clock without a zone.</param>
public sealed record ForeignTimestampType(TimestampUnit Unit, bool IsUtc) : DataType
{
    public override string ToString() => $"timestamp{Unit.ToString().ToLowerInvariant()}{(IsUtc ? "" : "local")}";
}

/// <summary>A decimal number, kept as its unscaled 128-bit integer: 1.50 with scale 2 is 150.</summary>
/// <param name="Precision">Decimal digits, from 1 to 38.</param>
/// <param name="Scale">Digits after the point.</param>
public sealed record DecimalType(int Precision, int Scale) : DataType
{
    public override string ToString() => $"decimal({Precision},{Scale})";
}
