namespace RecPipeline.Formats.Arrow;

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

    public ArrowFormatException TooLarge(string found, string limit) => new(this, null, found, limit, "Write smaller batches.", isUnsupported: true);

    /// <summary>What the bridge or the library found.</summary>
    public ArrowFormatException Of(Exception error) => error switch
    {
        ArrowFault { IsUnsupported: true } fault => new(this, fault.Column, fault.Found, "that is not supported", $"Write it as {fault.Expected}.", isUnsupported: true, inner: error),
        ArrowFault fault => new(this, fault.Column, fault.Found, $"expected {fault.Expected}", DamagedAdvice, inner: error),
        _ when IsUnsupported(error.Message) => new(this, null, Words(error), "that is not supported", "Write the columns plainly.", isUnsupported: true, inner: error),
        _ => new(this, null, Words(error), "Apache.Arrow reads no such message", DamagedAdvice, inner: error),
    };

    public override string ToString() => $"{StreamName} message {Number} at offset {Offset:N0}";

    private static bool IsUnsupported(string words) => words.Contains("compressed", StringComparison.Ordinal) || words.Contains("not supported", StringComparison.OrdinalIgnoreCase)
        || words.Contains("not implemented", StringComparison.OrdinalIgnoreCase);

    // Words of a library about damaged bytes can hold anything.
    private static string Words(Exception error)
    {
        string words = error.Message.Trim().TrimEnd('.');
        return $"'{string.Concat((words.Length > 300 ? words[..300] + "…" : words).Select(each => char.IsControl(each) ? '\uFFFD' : each))}'";
    }
}
