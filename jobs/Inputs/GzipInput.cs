using System.IO.Compression;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Inputs;

/// <summary>A gzip file as the text in it, read once from its start; place and length are those of the compressed file, for progress.</summary>
/// <remarks>
/// A file that ends early is refused only with the runtime's strict validation of gzip, which Directory.Build.props turns on for every program.
/// </remarks>
/// <param name="file">The compressed file; disposed with this.</param>
/// <param name="path">For messages.</param>
internal sealed class GzipInput(Stream file, string path) : Stream
{
    public const string Suffix = ".gz";

    private readonly GZipStream _text = new(file, CompressionMode.Decompress);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => throw new NotSupportedException(); }

    /// <exception cref="PipelineException">The file is damaged or ends early.</exception>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc cref="Read(byte[], int, int)"/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _text.Read(buffer);
        }
        catch (InvalidDataException error)
        {
            throw new PipelineException(ExitCode.Failed, $"Unpacking the input '{path}' near byte {file.Position:N0} of {file.Length:N0}: {error.Message} Check that its writer finished and that it was copied whole.", error);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _text.Dispose();
        base.Dispose(disposing);
    }
}
