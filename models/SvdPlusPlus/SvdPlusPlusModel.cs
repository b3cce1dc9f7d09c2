using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.SvdPlusPlus;

/// <summary>SVD++: a user is what they rated, beside how; so a prediction needs the user's items, which are part of the state.</summary>
public sealed class SvdPlusPlusModel : Model<SvdPlusPlusOptions>
{
    public override string Name => "svdpp";

    public override string Does => "Predicts ratings from biases, factors, and what the mere choice of rated items says of a user.";

    public override string Source => "Koren, Factorization meets the neighborhood, KDD 2008";

    public override ModelUse Use => ModelUse.Ratings;

    public override IReadOnlyList<TableForm> Tables { get; } =
    [
        new("mean", Axis.Scalar), new("user_biases", Axis.User), new("item_biases", Axis.Item), new("user_factors", Axis.User),
        new("item_factors", Axis.Item), new("implicit_factors", Axis.Item), new("rated", Axis.User, RowForm.Lists),
    ];

    protected override ModelState Fit(TrainingData data, SvdPlusPlusOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(fit);
        var factors = SvdPlusPlusFactors.Draw(data.Ratings, data.ByItem, options, fit.Seed, fit.Threads, fit.Cancellation);
        var solver = new SvdPlusPlusSolver(data.Ratings, factors, options, fit.Seed);
        solver.Fit(fit);
        return State(
            solver.Biases(BiasModel.RowsWithEntries(data.Ratings), BiasModel.RowsWithEntries(data.ByItem)), factors, data.Ratings);
    }

    protected override IRatingModel Ratings(ModelState state, SvdPlusPlusOptions options, RatingScale scale) =>
        new SvdPlusPlusPredictor(state, scale);

    private static ModelState State(BiasModel biases, SvdPlusPlusFactors factors, SparseMatrix ratings) => new(
    [
        .. BiasState.Tables(biases),
        new StateTable("user_factors", Axis.User, new StateColumn("features", factors.Users, factors.Rank)),
        new StateTable("item_factors", Axis.Item, new StateColumn("features", factors.Items, factors.Rank)),
        new StateTable("implicit_factors", Axis.Item, new StateColumn("features", factors.Implicit, factors.Rank)),
        new StateTable("rated", Axis.User, ratings.Offsets.ToArray(), new StateColumn("item_index", ratings.Indices.ToArray())),
    ]);

    /// <summary>A user's factors and those of the user's items are added up once, for all users: users · rank floats.</summary>
    private sealed class SvdPlusPlusPredictor : IRatingModel
    {
        private readonly SvdPlusPlusFactors _factors;
        private readonly float[] _users;
        private readonly BiasModel _biases;
        private readonly RatingScale _scale;

        public SvdPlusPlusPredictor(ModelState state, RatingScale scale)
        {
            var rated = state["rated"];
            _factors = new SvdPlusPlusFactors(state["user_factors"].Columns[0].Width, Of(state, "user_factors"), Of(state, "item_factors"),
                Of(state, "implicit_factors"));
            (_biases, _scale, _users) = (BiasState.Of(state), scale, new float[_factors.Users.Length]);
            int[] items = rated.Values<int>("item_index");
            for (int user = 0; user < rated.Rows; user++)
            {
                var full = _users.AsSpan(user * _factors.Rank, _factors.Rank);
                _factors.SumImplicit(items.AsSpan(rated.Offsets![user]..rated.Offsets[user + 1]), full);
                GradientStep.Add(_factors.User(user), full, full);
            }
        }

        public double? Predict(int user, int item) => _biases.Knows(user, item)
            ? _scale.Clamp(_biases.Predict(user, item)
                + CanonicalDot.Dot(_users.AsSpan(user * _factors.Rank, _factors.Rank), _factors.Item(item)))
            : null;

        private static float[] Of(ModelState state, string table) => state[table].Values<float>("features");
    }
}
