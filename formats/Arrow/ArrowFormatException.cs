namespace RecPipeline.Formats.Arrow;

/// <summary>A stream is no Arrow IPC stream, is damaged, or uses a feature that is not supported; the message says where.</summary>
public sealed class ArrowFormatException : Exception
{
    internal ArrowFormatException(
        MessageSite site, string? column, string found, string expected, string advice, bool isUnsupported = false, Exception? inner = null)
        : base($"{site}: reading {(column is null ? site.Part : $"column '{column}'")}, found {found}; {expected}. {advice}", inner)
    {
        (MessageNumber, Offset) = (site.Number, site.Offset);
        (Column, Found, Expected, IsUnsupported) = (column, found, expected, isUnsupported);
    }

    /// <summary>Which message of the stream: 0 is the schema.</summary>
    public int MessageNumber { get; }

    /// <summary>Where that message starts, in bytes from the start of the stream.</summary>
    public long Offset { get; }

    /// <summary>Path of the column, such as <c>reasons.element.share</c>; null when no column is to blame.</summary>
    public string? Column { get; }
    public string Found { get; }
    public string Expected { get; }

    /// <summary>True when the stream may be in order, but needs something that this reader does not do.</summary>
    public bool IsUnsupported { get; }
}

/// <summary>What the bridge finds wrong with an array or a type; whoever knows file or stream makes its own exception of it.</summary>
internal sealed class ArrowFault(string column, string found, string expected, bool isUnsupported = false)
    : Exception($"column '{column}': found {found}; expected {expected}")
{
    /// <summary>Members of lists and structs with dots.</summary>
    public string Column => column;
    public string Found => found;
    public string Expected => expected;

    /// <summary>True when the column may be in order, but is of a type that none of ours stands for.</summary>
    public bool IsUnsupported => isUnsupported;
}

/// <summary>Where in a stream the reader is. The errors of this library are made here, one method each kind.</summary>
/// <param name="StreamName">The name that the stream was opened with.</param>
/// <param name="Number">Number of the message, from 0.</param>
/// <param name="Offset">Offset of its first byte in the stream.</param>
/// <param name="Part">What is being read, such as <c>the schema</c>.</param>
internal sealed record MessageSite(string StreamName, int Number, long Offset, string Part)
{
    private const string DamagedAdvice = "The stream is damaged, or its writer is wrong; write it again.";

    public ArrowFormatException Damaged(string found, string expected) => new(this, null, found, expected, DamagedAdvice);

    public ArrowFormatException Cut(long found, long needed) => new(
        this, null, $"the end of the stream after {found:N0} bytes", $"{needed:N0} are needed", "The stream is cut off; write it again.");

    public ArrowFormatException NoStream(string found, string expected, string advice) => new(this, null, found, expected, advice);

    public ArrowFormatException TooLarge(string found, string limit) => Unsupported(null, found, limit, "Write smaller batches.");

    /// <summary>What the bridge or the library found.</summary>
    public ArrowFormatException Of(Exception error) => error switch
    {
        ArrowFault { IsUnsupported: true } fault =>
            Unsupported(fault.Column, fault.Found, "that is not supported", $"Write it as {fault.Expected}.", error),
        ArrowFault fault => new(this, fault.Column, fault.Found, $"expected {fault.Expected}", DamagedAdvice, inner: error),
        _ when LibraryWords.Say(error, "compressed", "not supported", "not implemented") =>
            Unsupported(null, Words(error), "that is not supported", "Write the columns plainly.", error),
        _ => new(this, null, Words(error), "Apache.Arrow reads no such message", DamagedAdvice, inner: error),
    };

    public override string ToString() => $"{StreamName} message {Number} at offset {Offset:N0}";

    private ArrowFormatException Unsupported(string? column, string found, string expected, string advice, Exception? inner = null) =>
        new(this, column, found, expected, advice, isUnsupported: true, inner);

    private static string Words(Exception error) => $"'{LibraryWords.Of(error)}'";
}
