using System.Collections.Concurrent;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Models.UserKnn;

/// <summary>Predicts a rating from the k raters of the item who are most similar to the user: the similarity-weighted mean of what they
/// gave, by <see cref="RatingForms"/>.</summary>
/// <remarks>
/// Only positive similarities count, ties go to the smaller user index. A thread compares a user with all others once and keeps that
/// until it is asked
/// about another, so calls should come user by user. Cost: the raters of the user's items once, then the raters of each item asked for.
/// </remarks>
internal sealed class UserKnnPredictor(SparseMatrix ratings, UserVectors vectors, RatingForms forms, int k,
    RatingScale scale) : IRatingModel
{
    private readonly ConcurrentBag<Workspace> _idle = [];
    private readonly SparseMatrix _byItem = ratings.Transpose();

    /// <summary>Null for users and items without training rows, and in form plain where no similar user has the item.</summary>
    public double? Predict(int user, int item)
    {
        if ((uint)user >= (uint)ratings.Rows || (uint)item >= (uint)ratings.Columns || ratings.RowCount(user) == 0
            || _byItem.RowCount(item) == 0)
            return null;
        var workspace = _idle.TryTake(out var waiting) ? waiting : new Workspace(vectors, k);
        workspace.StartUser(user);
        var predicted = Predict(workspace, user, item);
        _idle.Add(workspace);
        return predicted is { } rating ? scale.Clamp(rating) : null;
    }

    private double? Predict(Workspace workspace, int user, int item)
    {
        double weights = 0, sum = 0;
        foreach (var rater in workspace.Best(_byItem.RowIndices(item), user))
        {
            weights += rater.Key;
            sum += rater.Key * (RatingOf(rater.Item, item) - forms.Centre(rater.Item, item)) / forms.Spread(rater.Item);
        }
        double centre = forms.Centre(user, item);
        return weights > 0 ? centre + (forms.Spread(user) * sum / weights) : forms.HasOpinionAlone ? centre : null;
    }

    private float RatingOf(int user, int item) => ratings.RowValues(user)[ratings.RowIndices(user).BinarySearch(item)];

    private sealed class Workspace(UserVectors vectors, int k)
    {
        private readonly UserSimilarities _similarities = new(vectors);
        private readonly NeighbourHeap _heap = new(k);
        private int _user = -1;

        public void StartUser(int user)
        {
            if (user != _user)
                _similarities.Compare(vectors.Rows.RowIndices(user), vectors.Rows.RowValues(user));
            _user = user;
        }

        public ReadOnlySpan<Neighbour> Best(ReadOnlySpan<int> raters, int user)
        {
            _heap.Clear();
            foreach (int rater in raters)
                if (rater != user && _similarities.Of(rater) is > 0 and var similarity)
                    _heap.Offer(new Neighbour(rater, _similarities.Common(rater), similarity, 0, 0));
            return _heap.TakeSorted();
        }
    }
}
