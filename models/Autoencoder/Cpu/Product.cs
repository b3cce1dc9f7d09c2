using System.Collections.Concurrent;
using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>Matrix products on all threads: the result is cut by columns, which changes no bit (see <see cref="Gemm"/>).</summary>
internal sealed class Product(int threads)
{
    private const int BlockColumns = 128;

    private readonly Workspaces<Gemm> _gemms = new(Gemm.Create);

    public int Threads => threads;

    /// <summary>c += a·b.</summary>
    public void Add(MatrixView a, MatrixView b, MatrixView c) =>
        RowChunks.Run(c.Columns, BlockColumns, threads, (first, end) => _gemms.Use(gemm =>
            gemm.Add(a, b.Block(0, first, b.Rows, end - first), c.Block(0, first, c.Rows, end - first))), CancellationToken.None);

    /// <summary>Every row becomes the bias.</summary>
    public static void FillRows(MatrixView rows, ReadOnlySpan<float> bias)
    {
        for (int row = 0; row < rows.Rows; row++)
            bias.CopyTo(rows.Row(row));
    }

    /// <summary>sums[j] = Σ over rows of rows[·, j], rows ascending.</summary>
    public static void SumRows(MatrixView rows, Span<float> sums)
    {
        sums.Clear();
        for (int row = 0; row < rows.Rows; row++)
            Axpy.Add(1, rows.Row(row), sums);
    }
}

/// <summary>Buffers that threads take for a piece of work and give back; made only while more threads work than ever before.</summary>
internal sealed class Workspaces<T>(Func<T> create)
{
    private readonly ConcurrentBag<T> _idle = [];

    public void Use(Action<T> work)
    {
        var workspace = _idle.TryTake(out var waiting) ? waiting : create();
        work(workspace);
        _idle.Add(workspace);
    }
}
