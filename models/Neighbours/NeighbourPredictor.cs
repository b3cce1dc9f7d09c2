using System.Collections.Concurrent;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Neighbours;

/// <summary>How alike one row is to the others; one thread's workspace.</summary>
internal interface IRowLikeness
{
    /// <summary>Makes ready for questions about a row.</summary>
    void Start(int row);

    /// <summary>How alike another row is to the one last started; 0 and below are no neighbours.</summary>
    double Of(int other);
}

/// <summary>Predicts a rating of (row, column) from the k rows most similar among those that have the column: the similarity-weighted mean
/// of what they gave, by <see cref="RatingForms"/>.</summary>
/// <remarks>
/// User-based with rows of users; item-based with rows of items, by <see cref="Turned"/>. Only positive similarities count, ties go to the
/// smaller row. A thread compares a row with all others once and keeps that until it is asked about another.
/// Cost: that comparison, then the rows that have the column.
/// </remarks>
/// <param name="ratings">[rows × columns].</param>
/// <param name="newLikeness">Makes one thread's.</param>
/// <param name="forms">What is averaged.</param>
/// <param name="k">Neighbours, at least 1.</param>
/// <param name="scale">Predictions lie within it.</param>
/// <param name="needsRatings">False where a row without ratings may have an opinion, as described items have.</param>
internal sealed class NeighbourPredictor(
    SparseMatrix ratings, Func<IRowLikeness> newLikeness, RatingForms forms, int k, RatingScale scale,
    bool needsRatings = true) : IRatingModel
{
    private readonly ConcurrentBag<Workspace> _idle = [];
    private readonly SparseMatrix _byColumn = ratings.Transpose();

    /// <summary>Null for rows and columns without ratings, and in form plain where no similar row has the column.</summary>
    public double? Predict(int user, int item)
    {
        if ((uint)user >= (uint)ratings.Rows || (uint)item >= (uint)ratings.Columns || _byColumn.RowCount(item) == 0
            || (ratings.RowCount(user) == 0 && (needsRatings || forms.NeedsRatings)))
            return null;
        var workspace = _idle.TryTake(out var waiting) ? waiting : new Workspace(newLikeness(), k);
        workspace.StartRow(user);
        var predicted = Predict(workspace, user, item);
        _idle.Add(workspace);
        return predicted is { } rating ? scale.Clamp(rating) : null;
    }

    /// <summary>The same for (column, row): of rows that are items, by user and item.</summary>
    public IRatingModel Turned() => new TurnedPredictor(this);

    private double? Predict(Workspace workspace, int row, int column)
    {
        double weights = 0, sum = 0;
        foreach (var other in workspace.Best(_byColumn.RowIndices(column), row))
        {
            weights += other.Key;
            sum += other.Key * (RatingOf(other.Item, column) - forms.Centre(other.Item, column)) / forms.Spread(other.Item);
        }
        double centre = forms.Centre(row, column);
        return weights > 0 ? centre + (forms.Spread(row) * sum / weights) : forms.HasOpinionAlone ? centre : null;
    }

    private float RatingOf(int row, int column) => ratings.RowValues(row)[ratings.RowIndices(row).BinarySearch(column)];

    private sealed class TurnedPredictor(NeighbourPredictor rows) : IRatingModel
    {
        public double? Predict(int user, int item) => rows.Predict(item, user);
    }

    private sealed class Workspace(IRowLikeness likeness, int k)
    {
        private readonly NeighbourHeap _heap = new(k);
        private int _row = -1;

        public void StartRow(int row)
        {
            if (row != _row)
                likeness.Start(row);
            _row = row;
        }

        public ReadOnlySpan<Neighbour> Best(ReadOnlySpan<int> others, int row)
        {
            _heap.Clear();
            foreach (int other in others)
                if (other != row && likeness.Of(other) is > 0 and var similarity)
                    _heap.Offer(new Neighbour(other, 0, similarity, 0, 0));
            return _heap.TakeSorted();
        }
    }
}
