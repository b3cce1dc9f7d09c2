using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Contract;

/// <summary>Items and users as vectors of one space: the score of an item is its dot product with the user's vector.</summary>
/// <param name="Items">[items × <paramref name="Width"/>].</param>
/// <param name="Width">Numbers of a vector.</param>
/// <param name="NewUsers">Makes one thread's form of users.</param>
public sealed record ModelVectors(float[] Items, int Width, Func<IUserVectors> NewUsers);

/// <summary>Users as vectors, from their history; one thread's workspace.</summary>
public interface IUserVectors
{
    /// <summary>Writes the user's vector; false where the history holds nothing that the model reads.</summary>
    /// <param name="history">What is known of the user.</param>
    /// <param name="vector">As wide as the vectors of items.</param>
    bool TryVector(History history, Span<float> vector);
}
