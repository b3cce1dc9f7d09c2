using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Tables;

/// <summary>A name in the flow that stands for one table, or for one per protocol and fold.</summary>
/// <param name="Name">As the flow and the README show it.</param>
/// <param name="Expand">The tables behind the name, in the order in which they are published.</param>
/// <param name="IsOptional">The reader does without the tables where they are not there.</param>
public sealed record TableSet(string Name, Func<PipelineOptions, IEnumerable<string>> Expand, bool IsOptional = false)
{
    /// <summary>The same tables for a reader that does without them.</summary>
    public TableSet IfThere => this with { IsOptional = true };

    /// <summary>A name that is one table.</summary>
    public static TableSet One(string name) => new(name, _ => [name]);
}

/// <summary>Names of all tables. A name is also the table's folder in the output.</summary>
internal static class TableNames
{
    public static readonly TableSet Ratings = TableSet.One("ratings");
    public static readonly TableSet Rejected = TableSet.One("rejected");
    public static readonly TableSet Users = TableSet.One("users");
    public static readonly TableSet Items = TableSet.One("items");
    public static readonly TableSet ItemFeatures = new("item_features",
        options => FeatureChoice.OfItems(options).Count > 0 ? ["item_features"] : []);
    public static readonly TableSet UserFeatures = new("user_features",
        options => FeatureChoice.OfUsers(options).Count > 0 ? ["user_features"] : []);

    /// <summary>What describes items, where rules of lists may read it.</summary>
    public static readonly TableSet RuleFeatures = new("item_features", options => options.TopN.IsShaped ? ["item_features"] : []);

    /// <summary>The states of the models that make the lists of the run.</summary>
    public static readonly TableSet ListStates = new("models",
        options => options.ForPublishedLists().SelectMany(model => StatesOf(model.Model)));
    public static readonly TableSet TopN = new("top_n", options => options.Written().Select(model => $"top_n/{model}"));
    public static readonly TableSet Recommendations = TableSet.One("recommendations");
    public static readonly TableSet ListStatus = TableSet.One("list_status");
    public static readonly TableSet Metrics = TableSet.One("metrics");
    /// <summary>Similar items for whoever publishes them; none where the model is off.</summary>
    public static readonly TableSet ItemSimilarity = new("models/similarity",
        options => options.Models[SimilarityModel.ModelName].Enabled ? [SimilarityTable] : []);

    public static readonly TableSet PublishedRecommendations = TableSet.One("published/recommendations");
    public static readonly TableSet PublishedSimilarItems = new("published/similar_items",
        options => ItemSimilarity.Expand(options).Select(_ => "published/similar_items"));
    public static readonly TableSet AutoencoderTopN = new("autoencoder_top_n",
        options => options.TrainsAutoencoder() ? HandOffFits(options).Select(fit => $"autoencoder_top_n/{fit}") : []);
    public static readonly TableSet Eval = new("eval", options => Folds(options).SelectMany(fold => fold.Tables));

    /// <summary>The state of the model <c>similarity</c>.</summary>
    public static string SimilarityTable => StateTable(SimilarityModel.ModelName, "neighbours");

    /// <summary>A table of a model's state.</summary>
    public static string StateTable(string model, string table) => $"models/{model}/{table}";

    /// <summary>The tables of a model's state.</summary>
    public static TableSet StateOf(IModel model) => new($"models/{model.Name}", _ => StatesOf(model));

    private static IEnumerable<string> StatesOf(IModel model) => model.Tables.Select(table => StateTable(model.Name, table.Name));

    /// <summary>The fit that feeds what is published.</summary>
    public const string FinalFit = "final";

    /// <summary>What the weights of the blend are chosen on, where they are.</summary>
    public static readonly TableSet BlendValidation = new("eval",
        options => options.TopN.Blend.Choose ? [Validation.Train, Validation.ValidationFoldIn, Validation.ValidationTest] : []);

    public static readonly TableSet Interactions = new("interactions",
        options => options.TrainsAutoencoder() ? HandOffFits(options).Select(fit => $"interactions/{fit}") : []);

    /// <summary>The fold whose validation users choose the weights of the final blend.</summary>
    public static FoldName Validation => new("strong_liked", 0);

    /// <summary>Each protocol and fold that a run evaluates.</summary>
    public static IEnumerable<FoldName> Folds(PipelineOptions options) =>
        from protocol in options.Evaluate.Protocols
        from fold in Enumerable.Range(0, Math.Min(options.Evaluate.Folds, Splits.Named(protocol).Folds))
        select new FoldName(protocol, fold);

    /// <summary>What the hand-off serves: the final fit, and <see cref="HandOffFolds"/>.</summary>
    public static IEnumerable<string> HandOffFits(PipelineOptions options) =>
        HandOffFolds(options).Select(fold => fold.Folder).Prepend(FinalFit);

    /// <summary>Each fold that makes lists.</summary>
    public static IEnumerable<FoldName> HandOffFolds(PipelineOptions options) =>
        Folds(options).Where(fold => fold.Kind != ProtocolKind.Ratings);
}

/// <summary>One fold of one protocol, and its tables.</summary>
internal sealed record FoldName(string Protocol, int Fold)
{
    public string Folder => $"{Protocol}/fold={Fold}";

    public bool HasHeldOutUsers => Splits.Named(Protocol).Promises.HasFlag(SplitPromises.HeldOutUsers);

    public ProtocolKind Kind => ProtocolKinds.Of(Protocol);

    public string Train => $"eval/{Folder}/train";

    public string Test => $"eval/{Folder}/test";

    public string FoldIn => $"eval/{Folder}/fold_in";

    public string ValidationTest => $"eval/{Folder}/validation";

    public string ValidationFoldIn => $"eval/{Folder}/validation_fold_in";

    public IEnumerable<string> Tables => HasHeldOutUsers ? [Train, Test, FoldIn, ValidationTest, ValidationFoldIn] : [Train, Test];
}
