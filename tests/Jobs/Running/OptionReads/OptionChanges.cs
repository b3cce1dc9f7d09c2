using System.Reflection;
using System.Text.Json.Nodes;
using RecPipeline.Foundation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Tests.Running.OptionReads;

/// <summary>Other values of options, each inside its range.</summary>
internal static class OptionChanges
{
    public static IReadOnlyList<string> Paths { get; } = [.. OptionPaths.Leaves(new PipelineOptions(), "").Select(leaf => leaf.Path)];

    /// <summary>The same options with another value at each of the paths.</summary>
    public static PipelineOptions Change(PipelineOptions options, params IEnumerable<string> paths)
    {
        var (tree, binder) = (new SettingsTree("options"), new OptionsBinder());
        tree.Merge(OptionProperties.ToJson(options), "options");
        foreach (var (property, path) in OptionPaths.Leaves(new PipelineOptions(), "").Where(leaf => paths.Contains(leaf.Path)))
            tree.Set(path, Other(property, tree.Find(path)), "changed");
        var changed = binder.Bind<PipelineOptions>(tree);
        Assert.Empty(binder.Mistakes);
        return changed;
    }

    /// <summary>Those options of which another value alone leaves the stage's key, its inputs and its outputs as they are.</summary>
    public static string[] NotInKey(Stage stage, PipelineOptions options)
    {
        string key = Key(stage, options);
        return [.. Paths.Where(path => Key(stage, Change(options, path)) == key)];
    }

    /// <summary>Those of them that also leave the key alone when all have another value at once.</summary>
    /// <remarks>The weight of a model that is off is not in the key, nor is switching on a model without a weight; both together are.</remarks>
    public static string[] TogetherNotInKey(Stage stage, PipelineOptions options)
    {
        string key = Key(stage, options);
        var free = new List<string>();
        foreach (string path in NotInKey(stage, options))
            if (Key(stage, Change(options, [.. free, path])) == key)
                free.Add(path);
        return [.. free];
    }

    /// <summary>All that decides whether a stage is up to date, but for the content of what it reads.</summary>
    public static string Key(Stage stage, PipelineOptions options) => string.Join(
        '\n', [stage.Definition.IsOn(options).ToString(), stage.Definition.KeyOptions(options).ToJsonString(), Files(stage, options), .. stage.Inputs(options).Select(input => input.Table), "->", .. stage.Outputs(options)]);

    private static string Files(Stage stage, PipelineOptions options)
    {
        try
        {
            return string.Join('\n', stage.Definition.RawInputs(options));
        }
        catch (UsageException error)
        {
            return error.Message; // another file, which is not there
        }
    }

    private static JsonNode Other(PropertyInfo property, JsonNode? value) => property.GetCustomAttribute<RuleAttribute>() switch
    {
        OneOfAttribute one when property.PropertyType.IsArray => new JsonArray([.. Remaining(one, (JsonArray)value!).Select(choice => (JsonNode)choice)]),
        OneOfAttribute one => one.Choices[(one.Choices.ToList().IndexOf((string)value!) + 1) % one.Choices.Count],
        BetweenAttribute range => Inside(range, property.PropertyType, value!.Deserialize<double>()),
        PairAttribute => new JsonArray(value![0]!.Deserialize<double>() / 2, value[1]!.Deserialize<double>() + 1),
        _ => Other(property.PropertyType, value),
    };

    private static JsonNode Other(Type type, JsonNode? value) => type switch
    {
        _ when type == typeof(bool) => !(bool)value!,
        _ when type == typeof(string) => (string)value! + "x",
        _ when type == typeof(long) || type == typeof(int) => value!.Deserialize<long>() + 1,
        _ when type == typeof(int[]) => new JsonArray([.. ((JsonArray)value!).Select(each => (JsonNode)(each!.Deserialize<int>() + 1))]),
        _ when type == typeof(string[]) => new JsonArray([.. ((JsonArray)value!).Select(each => each!.DeepClone()), "x"]),
        _ when OptionProperties.IsMap(type) => new JsonObject { ["spark.x"] = "1" },
        _ => throw new NotSupportedException($"No other value is known for an option of type {type.Name}."),
    };

    // Without the first of them, or that one where there is no other.
    private static IEnumerable<string> Remaining(OneOfAttribute one, JsonArray chosen) =>
        chosen.Count > 1 ? chosen.Skip(1).Select(choice => (string)choice!) : one.Choices.Except(chosen.Select(choice => (string)choice!)).Take(1);

    private static JsonNode Inside(BetweenAttribute range, Type type, double value)
    {
        double other = range.High - range.Low <= 1 ? (value + (value < range.High ? range.High : range.Low)) / 2 : value + 1 <= range.High ? value + 1 : value - 1;
        return type == typeof(double) ? other : (long)other;
    }
}

/// <content>Reading a node as a type.</content>
internal static class Nodes
{
    public static T Deserialize<T>(this JsonNode node) => System.Text.Json.JsonSerializer.Deserialize<T>(node)!;
}
