using System.Collections.Concurrent;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Rows;

/// <summary>Reads a ratings file as a stream of column chunks, parsed in parallel and delivered in file order.</summary>
public static class RatingsCsv
{
    public const int DefaultChunkBytes = 1 << 20;

    /// <summary>Reads the ratings in <paramref name="stream"/>; chunks without rows are not delivered.</summary>
    /// <remarks>
    /// The caller's thread reads, up to <paramref name="threads"/> pool threads parse.
    /// At most threads + 2 chunks are alive at a time as long as the caller disposes each chunk before it asks for a later one.
    /// The same rows come for any number of threads and any chunk size.
    /// </remarks>
    /// <param name="stream">The file, from its first byte; not closed here.</param>
    /// <param name="file">Its name in chunks and in messages.</param>
    /// <param name="layout">Format and column names.</param>
    /// <param name="threads">1 parses on the caller's thread.</param>
    /// <param name="cancellationToken">Looked at before each chunk.</param>
    /// <exception cref="CsvFormatException">Columns are missing, or a record has no end; thrown while iterating.</exception>
    public static IEnumerable<RatingsChunk> Read(
        Stream stream, string file, CsvLayout layout, int threads, CancellationToken cancellationToken = default) =>
        Read(stream, file, layout, threads, DefaultChunkBytes, cancellationToken);

    /// <summary>The same in chunks of <paramref name="chunkBytes"/>, cut at the end of a record;
    /// a longer record makes a longer chunk.</summary>
    public static IEnumerable<RatingsChunk> Read(
        Stream stream, string file, CsvLayout layout, int threads, int chunkBytes, CancellationToken cancellationToken) =>
        Read(stream, file, layout, threads, chunkBytes, useFastRows: true, cancellationToken);

    /// <summary>The same with every row parsed the plain way: the twin that tests compare with.</summary>
    public static IEnumerable<RatingsChunk> ReadPlain(Stream stream, string file, CsvLayout layout) =>
        Read(stream, file, layout, 1, DefaultChunkBytes, useFastRows: false, CancellationToken.None);

    /// <summary>The names of the columns: those of the header line, or the layout's where it has none.
    /// Reads one block of the file.</summary>
    /// <exception cref="CsvFormatException">The header is missing, or lacks a column that the layout needs.</exception>
    public static IReadOnlyList<string> ReadHeader(Stream stream, string file, CsvLayout layout)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(layout);
        var blocks = new RecordBlocks(stream, file, layout.Ratings.Format, DefaultChunkBytes, layout.MaxRecordBytes);
        var source = new RecordSource(blocks, file, layout.Ratings, layout.RatingNames.Columns);
        source.Next(new RecordBlock());
        RatingColumns.Resolve(layout, source.Columns, file);
        return source.Columns;
    }

    private static IEnumerable<RatingsChunk> Read(
        Stream stream, string file, CsvLayout layout, int threads, int chunkBytes, bool useFastRows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkBytes, 1);
        var blocks = new RecordBlocks(stream, file, layout.Ratings.Format, chunkBytes, layout.MaxRecordBytes);
        var source = new ChunkSource(blocks, file, layout);
        var parsed = OrderedChunks.Parse(source.Next, chunk => chunk.Parse(useFastRows), threads, cancellationToken);
        return Numbered(parsed, source);
    }

    // A chunk's first line is known once the lines of all chunks before it are counted.
    private static IEnumerable<RatingsChunk> Numbered(IEnumerable<RatingsChunk> chunks, ChunkSource source)
    {
        long lines = 0;
        foreach (var chunk in chunks)
        {
            chunk.FirstLine = source.FirstLine + lines;
            if (chunk.Block.Failure is { } failure)
                throw failure(chunk.FirstLine);
            lines += chunk.LineCount;
            yield return chunk;
        }
    }

    /// <summary>Reads blocks into chunks that are used again, and resolves the columns on the way.</summary>
    private sealed class ChunkSource(RecordBlocks blocks, string file, CsvLayout layout)
    {
        private readonly ConcurrentBag<RatingsChunk> _free = [];
        private readonly RecordSource _source = new(blocks, file, layout.Ratings, layout.RatingNames.Columns);
        private RatingColumns? _columns;

        /// <summary>Line of row 0 of the first chunk.</summary>
        public long FirstLine => _source.FirstLine;

        /// <summary>The next chunk with at least one record, not parsed yet; null at the end.</summary>
        public RatingsChunk? Next()
        {
            var chunk = _free.TryTake(out var used) ? used : new RatingsChunk();
            bool found = _source.Next(chunk.Block);
            _columns ??= RatingColumns.Resolve(layout, _source.Columns, file);
            chunk.Reset(file, _columns, _free.Add);
            return found ? chunk : null;
        }
    }
}
