namespace RecPipeline.Jobs.Configuration;

/// <summary>Rules over the files of items and users and their features.</summary>
internal static class FeatureCheck
{
    public static IEnumerable<string> Mistakes(InputOptions input) =>
        Mistakes("items", input.Features.Items, input.Items).Concat(Mistakes("users", input.Features.Users, input.Users));

    private static IEnumerable<string> Mistakes(string kind, string[] features, string file)
    {
        if (features is [FeatureOptions.Auto])
            yield break;
        if (features.Length > 0 && file.Length == 0)
            yield return $"input.features.{kind} names {string.Join(", ", features)}, but there is no {kind} file. Name one with --{kind}.";
        string[] names = [.. features.Select(feature => Feature.Parse(feature).Name)];
        if (names.Any(string.IsNullOrWhiteSpace))
            yield return $"input.features.{kind} has an empty name; name columns of the {kind} file.";
        if (names.Distinct().Count() != names.Length)
            yield return $"input.features.{kind} names a column twice.";
    }
}
