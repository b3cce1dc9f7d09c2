using RecPipeline.Models;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Configuration;

/// <summary>The flag <c>--models</c>: exactly these models take part, or all that the data allow.</summary>
internal static class ModelFlag
{
    private const string All = "all";

    /// <param name="options">Of the run.</param>
    /// <param name="names">Names with commas, or <c>all</c>.</param>
    /// <returns>The options, and the models that <c>all</c> leaves out, each with its reason.</returns>
    /// <exception cref="UsageException">A name is unknown, or a model needs what the input does not have.</exception>
    public static (PipelineOptions Options, IReadOnlyList<string> LeftOut) Apply(PipelineOptions options, string names)
    {
        string[] wanted = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] unknown = [.. wanted.Except(options.Models.Names).Where(name => name != All)];
        if (unknown.Length > 0 || wanted.Length == 0)
            throw Unknown(options, names, unknown);
        IModel[] refused = wanted.Contains(All) ? [.. ModelCatalogue.All.Where(model => Missing(options, model) != 0)] : [];
        bool IsOn(IModel model) => (wanted.Contains(All) && !refused.Contains(model)) || wanted.Contains(model.Name);
        options = options with { Models = Choose(options.Models, IsOn) };
        string[] mistakes = [.. OptionsCheck.Mistakes(options)];
        if (mistakes.Length > 0)
            throw new UsageException($"--models {names}: {string.Join(" ", mistakes)}");
        return (
            options, [.. refused.Select(model => $"--models all leaves out '{model.Name}': it needs {Words(Missing(options, model))}.")]);
    }

    private static UsageException Unknown(PipelineOptions options, string names, string[] unknown)
    {
        string problem = unknown.Length == 0
            ? "it names no model."
            : $"there is no model '{unknown[0]}'. {Nearest.Hint(unknown[0], options.Models.Names)}";
        return new UsageException($"--models {names}: {problem} Models are {string.Join(", ", options.Models.Names)}; "
            + "all means every one that the data allow.");
    }

    /// <summary>What a model needs and the input, as its options describe it, does not have.</summary>
    public static ModelNeeds Missing(PipelineOptions options, IModel model)
    {
        bool hasFeatures = FeatureChoice.OfItems(options).Count > 0;
        bool hasTimes = options.Input.Layout != "table" || options.Input.Table.Timestamp.Length > 0;
        return model.FitNeeds(options.Models[model.Name])
            & ~((hasFeatures ? ModelNeeds.ItemFeatures : 0) | (hasTimes ? ModelNeeds.Timestamps : 0));
    }

    /// <summary>What a model needs, in words.</summary>
    public static string Words(ModelNeeds needs) => string.Join(" and ", new[]
    {
        needs.HasFlag(ModelNeeds.ItemFeatures) ? "genres, years or other columns that describe items (--items FILE)" : "",
        needs.HasFlag(ModelNeeds.Timestamps) ? "a time for every rating (input.table.timestamp)" : "",
    }.Where(each => each.Length > 0));

    private static ModelsOptions Choose(ModelsOptions options, Func<IModel, bool> isOn)
    {
        foreach (var model in ModelCatalogue.All)
            options = options.With(model.Name, options[model.Name] with { Enabled = isOn(model) });
        return options;
    }
}
