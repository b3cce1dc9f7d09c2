using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Contract;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.Support;

/// <summary>A model of the registry with its default options, fitted on a small table.</summary>
internal sealed record SmallFit(IModel Model, TrainingData Data, ModelState State, ModelState RatingState)
{
    private const long Seed = 42;

    public IListModel Lists => Model.Lists(State, Model.Defaults, new ListContext(Seed, 2, ModelTables.Liked, ModelTables.Scale, default))
        ?? throw new InvalidOperationException($"Model '{Model.Name}' says that it makes lists, but gives none.");

    public IRatingModel Ratings => Model.Ratings(RatingState, Model.Defaults, ModelTables.Scale)
        ?? throw new InvalidOperationException($"Model '{Model.Name}' says that it predicts ratings, but gives no predictor.");

    public static SmallFit Of(string name, TrainingData data, int threads = 2)
    {
        var model = ModelCatalogue.Named(name);
        var state = model.IsFittedApart ? MadeUp(data) : model.Fit(data, model.Defaults, Context(threads));
        return new SmallFit(model, data, state, model.PredictsApart ? model.FitRatings(data, model.Defaults, Context(threads)) : state);
    }

    public static FitContext Context(int threads, CancellationToken cancellation = default) =>
        new(Seed, threads, ModelTables.Scale, cancellation);

    public byte[] Bytes()
    {
        using var stream = new MemoryStream();
        StateBytes.Write(State, stream);
        if (Model.PredictsApart)
            StateBytes.Write(RatingState, stream);
        return stream.ToArray();
    }

    /// <summary>The same model from the bytes of its state.</summary>
    public SmallFit Travelled() => this with { State = Travelled(State), RatingState = Travelled(RatingState) };

    private static ModelState Travelled(ModelState state)
    {
        using var stream = new MemoryStream();
        StateBytes.Write(state, stream);
        return StateBytes.Read(stream.ToArray());
    }

    /// <summary>Scores of all items for a user of the table; null where the model can use nothing of the history.</summary>
    public float[]? Scores(int user)
    {
        var scores = new float[Data.Items];
        return Lists.NewScorer().TryScore(History.Of(Data.Ratings, user, user, Data.Timestamps), scores) ? scores : null;
    }

    /// <summary>Every list and every prediction as numbers, to compare models with.</summary>
    public IEnumerable<double> Outcome()
    {
        if (Model.Use.HasFlag(ModelUse.Lists))
            foreach (int user in Enumerable.Range(0, Data.Users))
                foreach (float score in Scores(user) ?? [])
                    yield return score;
        var ratings = Model.Use.HasFlag(ModelUse.Ratings) ? Ratings : null;
        for (int user = 0; ratings is not null && user < Data.Users; user++)
            foreach (int item in Enumerable.Range(0, Data.Items))
                yield return ratings.Predict(user, item) ?? -1;
    }

    // What a program elsewhere would hand back: each user's items, scored by how many likes they share with the user's own.
    private static ModelState MadeUp(TrainingData data)
    {
        var lists = Enumerable.Range(0, data.Users).Select(user => Enumerable.Range(0, data.Items)
            .Select(item => (Item: item, Score: (float)Shared(data, user, item))).Where(row => row.Score > 0)
                .OrderByDescending(row => row.Score).ToArray()).ToArray();
        int[] offsets = [0, .. lists.Select((_, user) => lists.Take(user + 1).Sum(list => list.Length))];
        return new ModelState(new StateTable(
            AutoencoderModel.ListTable.Name, AutoencoderModel.ListTable.Axis, offsets,
            new StateColumn("item_index", lists.SelectMany(list => list).Select(row => row.Item).ToArray()),
            new StateColumn("score", lists.SelectMany(list => list).Select(row => row.Score).ToArray())));
    }

    private static int Shared(TrainingData data, int user, int item)
    {
        int shared = 0;
        for (int other = 0; other < data.Users; other++)
            if (data.Liked.RowIndices(other).Contains(item))
                foreach (int own in data.Liked.RowIndices(user))
                    shared += data.Liked.RowIndices(other).Contains(own) ? 1 : 0;
        return shared;
    }
}
