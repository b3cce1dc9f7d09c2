namespace RecPipeline.Foundation;

/// <summary>A file whose bytes are on the disk, not just in the cache, when it is closed: no contract points at an empty file.</summary>
public sealed class DurableFileStream(string path, FileMode mode = FileMode.CreateNew)
    : FileStream(path, mode, FileAccess.Write, FileShare.None, bufferSize: 1 << 16)
{
    protected override void Dispose(bool disposing)
    {
        if (disposing && CanWrite)
            Flush(flushToDisk: true);
        base.Dispose(disposing);
    }
}
