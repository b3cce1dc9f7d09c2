using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Tuning;

/// <summary>The models whose options can be searched, and what for.</summary>
internal static class TunedModels
{
    /// <summary>In the order of the catalogue.</summary>
    public static IEnumerable<ChosenModel> All(PipelineOptions options) =>
        ModelCatalogue.All.Where(model => !model.IsFittedApart && SearchSpace.Varied(model.Defaults.GetType()).Any())
            .Select(model => new ChosenModel(model, options.Models[model.Name]));

    /// <exception cref="UsageException">A name is that of no model with options to search.</exception>
    public static void CheckNames(IEnumerable<string> names)
    {
        string[] known = [.. All(new PipelineOptions()).Select(model => model.Name)];
        foreach (string name in names.Where(name => !known.Contains(name)))
            throw new UsageException($"tune: '{name}' is no model with options to search. Those are "
                + $"{string.Join(", ", known)}.");
    }

    /// <summary>Those of these names, each once.</summary>
    /// <exception cref="UsageException">Tune cannot work so: the engine, or a protocol that does not run.</exception>
    public static IReadOnlyList<ChosenModel> Named(PipelineOptions options, IReadOnlyCollection<string> names)
    {
        CheckNames(names);
        if (options.Engine == "spark")
            throw new UsageException("tune works on the local engine, not on spark. Give --engine local; runs on Spark take the "
                + "tuned.json that it writes.");
        ChosenModel[] named = [.. names.Distinct().Select(name => All(options).First(model => model.Name == name))];
        foreach (var model in named.Where(model => Fold(options, model) is null))
            throw new UsageException($"tune {model.Name} needs a protocol that evaluate.protocols does not name; add "
                + $"{(IsOfLists(model) ? TableNames.Validation.Protocol : "hash_20, or another one that measures predicted ratings")}.");
        return named;
    }

    /// <summary>A model of lists and of ratings is tuned for its lists.</summary>
    public static bool IsOfLists(ChosenModel model) => model.Model.Use.HasFlag(ModelUse.Lists);

    /// <summary>The fold whose training rows fits see; null where its protocol does not run.</summary>
    public static FoldName? Fold(PipelineOptions options, ChosenModel model)
    {
        var protocols = options.Evaluate.Protocols;
        if (IsOfLists(model))
            return protocols.Contains(TableNames.Validation.Protocol) ? TableNames.Validation : null;
        return protocols.FirstOrDefault(each => ProtocolKinds.Of(each) == ProtocolKind.Ratings) is { } protocol
            ? new FoldName(protocol, 0)
            : null;
    }
}
