using RecPipeline.Models.Contract;

namespace RecPipeline.Models.Rbm;

/// <summary>Predicts the expectation of an item's values: Σ p(v = c | h of the user) · value of c. Cost: classes · hidden units.</summary>
internal sealed class RbmPredictor : IRatingModel
{
    private readonly RatingScale _scale;
    private readonly RbmMachine _machine;
    private readonly float[] _values, _hidden;
    private readonly int[] _knownItems, _knownUsers;

    public RbmPredictor(ModelState state, RatingScale scale)
    {
        var (items, users) = (state["item_weights"], state["user_hidden"]);
        (_scale, _values, _hidden) = (scale, state["classes"].Values<float>("rating"), users.Values<float>("probabilities"));
        _machine = new RbmMachine(
            _values.Length, items.Values<float>("weights"), items.Values<float>("biases"), new float[users.Column("probabilities").Width]);
        (_knownItems, _knownUsers) = (items.Values<int>("known"), users.Values<int>("known"));
    }

    /// <summary>Null for a user or item that training did not see.</summary>
    public double? Predict(int user, int item)
    {
        if ((uint)user >= (uint)_knownUsers.Length || _knownUsers[user] == 0
            || (uint)item >= (uint)_knownItems.Length || _knownItems[item] == 0)
            return null;
        Span<float> probabilities = stackalloc float[_values.Length];
        _machine.Visible(item, _hidden.AsSpan(user * _machine.HiddenUnits, _machine.HiddenUnits), probabilities);
        double expected = 0;
        for (int at = 0; at < probabilities.Length; at++)
            expected += (double)probabilities[at] * _values[at];
        return _scale.Clamp(expected);
    }
}
