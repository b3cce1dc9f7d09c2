namespace RecPipeline.Formats.Arrow;

/// <summary>Where in a stream the reader is. The errors of this library are made here, one method each kind.</summary>
/// <param name="StreamName">The name that the stream was opened with.</param>
/// <param name="Number">Number of the message, from 0.</param>
/// <param name="Offset">Offset of its first byte in the stream.</param>
/// <param name="Part">What is being read, such as <c>the schema</c>.</param>
internal sealed record MessageSite(string StreamName, int Number, long Offset, string Part)
{
    public ArrowFormatException Damaged(FieldPath? column, string found, string expected) => new(
        this, column, found, expected, "The stream is damaged, or its writer is wrong; write it again.");

    public ArrowFormatException Cut(long found, long needed) => new(
        this, null, $"the end of the stream after {found:N0} bytes", $"{needed:N0} are needed", "The stream is cut off; write it again.");

    public ArrowFormatException NoStream(string found, string expected, string advice) => new(this, null, found, expected, advice);

    public ArrowFormatException Unsupported(FieldPath? column, string feature, string advice) => new(
        this, column, feature, "that is not supported", advice, isUnsupported: true);

    public ArrowFormatException TooLarge(FieldPath? column, string found, string limit) => new(
        this, column, found, limit, "Write smaller batches.", isUnsupported: true);

    public override string ToString() => $"{StreamName} message {Number} at offset {Offset:N0}";
}
