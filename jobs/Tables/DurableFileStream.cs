namespace RecPipeline.Jobs.Tables;

/// <summary>A file whose bytes are on the disk, not only in the cache, when it is closed. So a contract never points at an empty file.</summary>
internal sealed class DurableFileStream(string path, FileMode mode = FileMode.CreateNew)
    : FileStream(path, mode, FileAccess.Write, FileShare.None, bufferSize: 1 << 16)
{
    protected override void Dispose(bool disposing)
    {
        if (disposing && CanWrite)
            Flush(flushToDisk: true);
        base.Dispose(disposing);
    }
}
