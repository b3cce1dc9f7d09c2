using RecPipeline.Foundation;

namespace RecPipeline.Jobs.Configuration;

/// <summary>Columns of the items and users files that become features (tables <c>item_features</c>, <c>user_features</c>).</summary>
public sealed record FeatureOptions
{
    /// <summary>Alone in a list, it stands for the features that the layout has by itself.</summary>
    public const string Auto = "auto";

    [Doc(
        "Columns of the items file that become features, each as name or name:kind; kinds are text (one value, the usual one), "
        + "list (values separated by vertical bars) and number. genres is the layout's genres, "
        + "year a column or else the year at the end of the title. auto: genres and year in the layouts of MovieLens, "
        + "the genres of a table, else none.")]
    public string[] Items { get; init; } = [Auto];

    [Doc(
        "Columns of the users file that become features, likewise. auto: gender, age and occupation in movielens-1m and movielens-100k, "
        + "else none.")]
    public string[] Users { get; init; } = [Auto];
}
