namespace RecPipeline.Jobs.Configuration;

/// <summary>Names that options had before every model got a group of its own. They are refused, with the name to write instead.</summary>
internal static class OldNames
{
    private static readonly (string Old, string New)[] Renamed =
    [
        ("als.lists", "models.als"), ("als.ratings", "models.als-ratings"),
        ("als", "models.als"),
        ("similarity", "models.similarity"), ("ease", "models.ease"), ("autoencoder", "models.autoencoder"),
        ("topN.blend.similarity", "models.similarity.weight"), ("topN.blend.als", "models.als.weight"),
        ("topN.blend.ease", "models.ease.weight"),
        ("topN.write", "models.<model>.write=true for each"),
    ];

    /// <summary>What an option is called now; null for a name that there never was.</summary>
    /// <param name="path">Such as <c>als.lists.rank</c>.</param>
    public static string? Now(string path) => Renamed.FirstOrDefault(name => path == name.Old
        || path.StartsWith(name.Old + ".", StringComparison.Ordinal)) is { Old: { } old } found
        ? found.New + path[old.Length..]
        : null;
}
