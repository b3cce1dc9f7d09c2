using RecPipeline.Models.Als;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Tests.Als;

/// <summary>The formulas of ALS written down in double, cell by cell: dense normal equations, Gaussian elimination, the whole objective.</summary>
internal static class PlainAls
{
    /// <summary>The minimum of one row's objective; <paramref name="source"/> is [sources × rank].</summary>
    public static double[] Solve(float[] source, AlsParameters p, ReadOnlySpan<int> items, ReadOnlySpan<float> values)
    {
        var (matrix, right) = (new double[p.Rank, p.Rank], new double[p.Rank]);
        var dense = Dense(source.Length / p.Rank, items, values);
        for (int item = 0; item < dense.Length; item++)
        {
            var (confidence, target) = Cell(dense[item], p);
            for (int i = 0; i < p.Rank; i++)
            {
                right[i] += confidence * target * source[(item * p.Rank) + i];
                for (int j = 0; j < p.Rank; j++)
                    matrix[i, j] += confidence * source[(item * p.Rank) + i] * source[(item * p.Rank) + j];
            }
        }
        for (int i = 0; i < p.Rank; i++)
            matrix[i, i] += Ridge(p, values, KnownRows(source, p.Rank));
        return Eliminate(matrix, right);
    }

    /// <summary>The whole objective: all cells, and the ridge of users and items.</summary>
    public static double Objective(SparseMatrix ratings, FactorModel model, AlsParameters p)
    {
        double sum = 0;
        for (int user = 0; user < ratings.Rows; user++)
        {
            var dense = Dense(ratings.Columns, ratings.RowIndices(user), ratings.RowValues(user));
            for (int item = 0; item < dense.Length; item++)
            {
                var (confidence, target) = Cell(dense[item], p);
                double error = target - Dot(model.User(user), model.Item(item));
                sum += confidence * error * error;
            }
        }
        return sum + Ridges(ratings, model.UserFactors, model.ItemFactors, p)
            + Ridges(ratings.Transpose(), model.ItemFactors, model.UserFactors, p);
    }

    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }

    private static double?[] Dense(int columns, ReadOnlySpan<int> items, ReadOnlySpan<float> values)
    {
        var dense = new double?[columns];
        for (int k = 0; k < items.Length; k++)
            dense[items[k]] = values[k];
        return dense;
    }

    private static (double Confidence, double Target) Cell(double? rating, AlsParameters p)
    {
        if (!p.ImplicitPrefs)
            return rating is { } value ? (1, value) : (0, 0);
        if (p.Objective == AlsObjective.Mllib)
            return (1 + (p.Alpha * Math.Abs(rating ?? 0)), rating > 0 ? 1 : 0);
        // Σ observed (x·y − 1)² + w Σ all (x·y)² is (1 + w)(x·y − 1/(1 + w))² and a constant for an observed cell.
        return rating > 0 ? (1 + p.UnobservedWeight, 1 / (1 + p.UnobservedWeight)) : (p.UnobservedWeight, 0);
    }

    private static double Ridge(AlsParameters p, ReadOnlySpan<float> values, int knownRows)
    {
        int count = 0;
        foreach (float value in values)
            count += !p.ImplicitPrefs || value > 0 ? 1 : 0;
        return p.RegParam * (p.ImplicitPrefs && p.Objective == AlsObjective.Rendle
            ? Math.Pow(count + (p.UnobservedWeight * knownRows), p.FrequencyExponent) : count);
    }

    private static int KnownRows(float[] factors, int rank) => factors.Chunk(rank).Count(row => row.Any(x => x != 0));

    private static double Ridges(SparseMatrix matrix, float[] factors, float[] otherSide, AlsParameters p)
    {
        double sum = 0;
        int known = KnownRows(otherSide, p.Rank);
        for (int row = 0; row < matrix.Rows; row++)
        {
            var x = factors.AsSpan(row * p.Rank, p.Rank);
            sum += Ridge(p, matrix.RowValues(row), known) * Dot(x, x);
        }
        return sum;
    }

    private static double[] Eliminate(double[,] a, double[] b)
    {
        int n = b.Length;
        for (int k = 0; k < n; k++)
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++)
                    a[i, j] -= factor * a[k, j];
                b[i] -= factor * b[k];
            }
        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++)
                b[i] -= a[i, j] * b[j];
            b[i] /= a[i, i];
        }
        return b;
    }
}
