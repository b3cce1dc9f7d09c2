using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Content;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Jobs.Configuration;

/// <summary>Rules that look at more than one option.</summary>
internal static class OptionsCheck
{
    public static IEnumerable<string> Mistakes(PipelineOptions options)
    {
        if (options.Output.Length == 0)
            yield return "output is empty; name the folder of all tables.";
        if (options.Input.Ratings.Length == 0)
            yield return "input.ratings is empty; name the ratings file.";
        foreach (string mistake in InputFormats.Mistakes(options.Input, options.Engine))
            yield return mistake;
        if (options.Evaluate.Cutoffs is not { Length: > 0 } cutoffs || cutoffs.Any(cutoff => cutoff is < 1 or > 10_000))
            yield return "evaluate.cutoffs must hold at least one list length from 1 to 10000.";
        if (options.Evaluate.Protocols.Length != options.Evaluate.Protocols.Distinct().Count())
            yield return "evaluate.protocols names a protocol twice.";
        if (!options.TopN.Blend.Choose && options.ForLists().All(model => model.Options.Weight == 0))
            yield return "no enabled model of lists has a weight above 0; give at least one a weight, such as models.als.weight=1.";
        if (options.TopN.Blend.Choose && !options.Evaluate.Protocols.Contains("strong_liked"))
            yield return "topN.blend.choose needs the validation users of strong_liked; add it to evaluate.protocols.";
        foreach (string name in options.Models.Names.Where(name => options.Models[name] is { Write: true, Enabled: false }))
            yield return $"models.{name}.write is true, but models.{name}.enabled is false; set it to true.";
        foreach (var model in options.ForLists().Concat(options.ForRatings()).DistinctBy(model => model.Name))
            if (ModelFlag.Missing(options, model.Model) is var missing and not 0)
                yield return $"model '{model.Name}' needs {ModelFlag.Words(missing)}. Give it, or switch the model off: "
                    + $"models.{model.Name}.enabled=false.";
        if (options.TopN.Candidates < options.TopN.N)
            yield return $"topN.candidates is {options.TopN.Candidates}, below topN.n = {options.TopN.N}; "
                + "a list needs at least n candidates.";
        if (options.TopN.Explore + options.TopN.Cold > options.TopN.N)
            yield return $"topN.explore {options.TopN.Explore} and topN.cold {options.TopN.Cold} are more than topN.n = {options.TopN.N}; "
                + "they are rows of a list.";
        if (options.TopN.Diversity + options.TopN.Calibration >= 1)
            yield return $"topN.diversity {options.TopN.Diversity} and topN.calibration {options.TopN.Calibration} leave no weight to the "
                + "score; together they must be below 1.";
        if (options.TopN.Cold > 0 && !options.Clean.UnratedItems)
            yield return "topN.cold needs items that nobody has rated; set clean.unratedItems=true.";
        if (options.TopN.Cold > 0 && options.ForPublishedLists().All(model => model.Name != ContentModel.ModelName))
            yield return "topN.cold needs the model content in the blend; set models.content.enabled=true and a weight above 0.";
        if (options.Clean.UnratedItems && options.Input.Items.Length == 0)
            yield return "clean.unratedItems takes items from the items file, but there is none. Name one with --items.";
        if (options.Models.Of<SimilarityOptions>(SimilarityModel.ModelName) is { Enabled: true, Values: "binary",
            Measure: not ("cosine" or "jaccard") and var measure })
            yield return $"models.similarity.measure {measure} compares ratings; set models.similarity.values=rating, "
                + "or choose cosine or jaccard.";
        foreach (string mistake in AlsCheck.Mistakes(options))
            yield return mistake;
        foreach (string mistake in ProtocolMistakes.Of(options))
            yield return mistake;
        foreach (string mistake in FeedbackMistakes(options.Clean, options.Evaluate.Protocols).Concat(FieldsCheck.Mistakes(options))
            .Concat(TableMistakes(options.Input.Table))
            .Concat(FeatureCheck.Mistakes(options.Input)).Concat(WorkerMistakes(options.Worker(), options.Output)))
            yield return mistake;
        foreach (string mistake in VectorMistakes(options))
            yield return mistake;
        foreach (string metric in options.Gate.Metrics.Where(metric => !GateMetric.TryParse(metric, out _)))
            yield return $"gate.metrics: '{metric}' is not protocol/model/metric@cutoff, such as strong_liked/blend/NDCG@100.";
    }

    private static IEnumerable<string> VectorMistakes(PipelineOptions options)
    {
        string model = options.Publish.Vectors;
        string[] able = [.. options.ForPublishedLists().Where(each => each.Model.HasVectors).Select(each => each.Name)];
        if (model.Length > 0 && !able.Contains(model))
            yield return $"publish.vectors names '{model}', which makes no vectors in this run; "
                + (able.Length > 0 ? $"those that do are {string.Join(", ", able)}." : "enable a model that does, such as als.");
        if (model.Length == 0 && options.Publish.VectorIndex)
            yield return "publish.vectorIndex is true, but publish.vectors names no model; set it, such as publish.vectors=als.";
    }

    // A worker of a command runs who knows where, and in cluster mode this program too: then only a folder that is named is known to both.
    private static IEnumerable<string> WorkerMistakes(AutoencoderOptions worker, string output)
    {
        if (worker.WorkFolder.Length > 0
            && (Addresses.IsHadoop(worker.WorkFolder)
                || !Path.IsPathRooted(worker.WorkFolder.Replace("{home}", "/", StringComparison.Ordinal))))
            yield return $"models.autoencoder.workFolder is '{worker.WorkFolder}'; the worker reads plain files: "
                + "give the full path of a folder, such as a mounted one.";
        if (worker is { Enabled: true, Command.Length: > 0, WorkFolder: "" } && Addresses.IsHadoop(output))
            yield return $"models.autoencoder.command starts the worker by '{worker.Command}', "
                + $"and the output '{output}' is on a Hadoop file system, from which it reads nothing. "
                + "Set models.autoencoder.workFolder to a folder that the worker's machine and this one (in cluster mode: "
                + "every node) mount; hand-off and network file are copied there.";
    }

    private static IEnumerable<string> TableMistakes(InputTableOptions table)
    {
        string[] named = [.. new[] { table.User, table.Item, table.Rating, table.Timestamp }.Where(name => name.Length > 0)];
        foreach (string name in named.Where(name => table.Columns.Length > 0 && !table.Columns.Contains(name)))
            yield return $"input.table.columns lacks '{name}', which is the name of a column to read.";
        foreach (string name in new[] { table.ItemsItem.Length > 0 ? table.ItemsItem : table.Item, table.Title, table.Genres }
            .Where(name => name.Length > 0 && table.ItemColumns.Length > 0 && !table.ItemColumns.Contains(name)))
            yield return $"input.table.itemColumns lacks '{name}', which is the name of a column to read.";
        if (table.UserColumns.Length > 0 && (table.UsersUser.Length > 0 ? table.UsersUser : table.User) is var user
            && !table.UserColumns.Contains(user))
            yield return $"input.table.userColumns lacks '{user}', which is the name of a column to read.";
        if (named.Length != named.Distinct().Count())
            yield return "input.table names one column for two things.";
        if (table.User.Length == 0 || table.Item.Length == 0)
            yield return "input.table must name the columns user and item.";
    }

    private static IEnumerable<string> FeedbackMistakes(CleanOptions clean, string[] protocols)
    {
        if (clean.Feedback == "explicit" && clean.Duplicates == "sum")
            yield return "clean.duplicates is sum, which adds confidences; ratings have a scale. Choose latest or max, "
                + "or set clean.feedback=implicit.";
        if (clean.Feedback == "explicit" && clean.HalfLifeDays > 0)
            yield return "clean.halfLifeDays lowers confidences; ratings have a scale. Leave it 0, or set clean.feedback=implicit.";
        if (clean.Feedback == "implicit" && clean.RatingRange[0] <= 0)
            yield return $"clean.ratingRange begins at {clean.RatingRange[0]}; a confidence (clean.feedback=implicit) is above 0.";
        string[] stars = clean.Feedback == "implicit"
            ? [.. protocols.Where(protocol => protocol is not ("loo_last" or "loo_hash" or "strong_all"))]
            : [];
        if (stars.Length > 0)
            yield return $"evaluate.protocols names {string.Join(", ", stars)}, which ask for ratings; "
                + "with clean.feedback=implicit choose from loo_last, loo_hash, strong_all.";
    }
}
