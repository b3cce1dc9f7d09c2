using RecPipeline.Jobs.Configuration;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Jobs.Configuration;

/// <summary>The features that a run reads: those that <c>input.features</c> names, or those of the layout.</summary>
internal static class FeatureChoice
{
    /// <summary>None without an items file.</summary>
    public static IReadOnlyList<Feature> OfItems(PipelineOptions options) => options.Input.Items.Length == 0
        ? [] : Named(options.Input.Features.Items) ?? [.. Implied(InputLayout.Of(options)).Select(Feature.Parse)];

    /// <summary>None without a users file.</summary>
    public static IReadOnlyList<Feature> OfUsers(PipelineOptions options) => options.Input.Users.Length == 0
        ? []
        : Named(options.Input.Features.Users)
        ?? [.. InputLayout.Of(options).UserFeatures.Select(text => Feature.Parse(text) with { IsNamed = true })];

    private static Feature[]? Named(string[] words) => words is [FeatureOptions.Auto] ? null : [.. words.Select(Feature.Parse)];

    private static IEnumerable<string> Implied(CsvLayout layout)
    {
        if (HasGenres(layout.ItemNames))
            yield return Feature.Genres;
        if (layout.Name.StartsWith("movielens", StringComparison.Ordinal))
            yield return Feature.Year;
    }

    public static bool HasGenres(Ratings.Layouts.ItemNames names) => names.Genres is not null || names.GenreFlags.Count > 0;
}
