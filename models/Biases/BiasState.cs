using RecPipeline.Models.Contract;

namespace RecPipeline.Models.Biases;

/// <summary>Biases as tables of a model's state, for every model that has biases among what it learns.</summary>
public static class BiasState
{
    public static IReadOnlyList<TableForm> Forms { get; } =
        [new("mean", Axis.Scalar), new("user_biases", Axis.User), new("item_biases", Axis.Item)];

    /// <summary>Tables <c>mean</c>, <c>user_biases</c> and <c>item_biases</c>; <c>known</c> is 1 where training had rows.</summary>
    public static IEnumerable<StateTable> Tables(BiasModel biases)
    {
        ArgumentNullException.ThrowIfNull(biases);
        yield return new StateTable("mean", Axis.Scalar, new StateColumn("mean", new[] { biases.Mean }));
        yield return Side("user_biases", Axis.User, biases.User, biases.KnownUsers);
        yield return Side("item_biases", Axis.Item, biases.Item, biases.KnownItems);
    }

    /// <exception cref="ArgumentException">The state has no such tables.</exception>
    public static BiasModel Of(ModelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (users, items) = (state["user_biases"], state["item_biases"]);
        return new BiasModel(
            state["mean"].Values<double>("mean")[0], users.Values<float>("bias"), items.Values<float>("bias"), Known(users), Known(items));
    }

    private static StateTable Side(string name, Axis axis, float[] biases, bool[] known) =>
        new(name, axis, new StateColumn("bias", biases), new StateColumn("known", Array.ConvertAll(known, each => each ? 1 : 0)));

    private static bool[] Known(StateTable table) => Array.ConvertAll(table.Values<int>("known"), each => each != 0);
}
