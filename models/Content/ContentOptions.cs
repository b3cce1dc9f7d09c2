using RecPipeline.Foundation;
using RecPipeline.Models.Neighbours;

namespace RecPipeline.Models.Content;

public sealed record ContentOptions : NeighbourOptions
{
    public ContentOptions() => Weight = 0.1;

    [Doc("How far apart two numbers, such as years, halve the likeness of their items, in standard deviations of the column."),
        Between(1e-3, 1e6)]
    public double HalfDistance { get; init; } = 0.5;

    [Doc("Distance, in half distances, that counts where one of two items lacks the number."), Between(0, 100)]
    public double MissingDistance { get; init; } = 1;

    [Doc("Predict ratings too, from the user's ratings of the most alike items; apart from the tables of the lists.")]
    public bool Ratings { get; init; } = true;
}
