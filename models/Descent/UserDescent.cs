using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Descent;

/// <summary>A descent that takes the rows of one user after those of another, both in the order of <see cref="SgdOrder"/>.</summary>
/// <param name="model">Its name, for what goes wrong.</param>
/// <param name="ratings">[users × items].</param>
/// <param name="options">Epochs and steps.</param>
/// <param name="seed">Of the order.</param>
internal abstract class UserDescent(string model, SparseMatrix ratings, DescentOptions options, long seed)
    : RatingDescent(model, ratings, options)
{
    protected SgdOrder Order { get; } = new(ratings, seed);

    protected sealed override double TakeEpoch(int epoch, CancellationToken cancellation)
    {
        double squares = 0;
        foreach (int user in Order.StartEpoch(epoch))
        {
            cancellation.ThrowIfCancellationRequested();
            squares += TakeUser(user);
        }
        return squares;
    }

    /// <summary>Steps after each of a user's rows; gives the sum of squared errors before each step.</summary>
    protected abstract double TakeUser(int user);
}
