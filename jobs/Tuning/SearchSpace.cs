using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RecPipeline.Foundation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Jobs.Tuning;

/// <summary>The options of a model that a search varies, and its points: random ones, each by its number alone.</summary>
/// <param name="model">With the options that trial 0 has, and that all trials have beside the varied ones.</param>
/// <param name="seed">Of the draws.</param>
internal sealed class SearchSpace(ChosenModel model, long seed)
{
    private readonly PropertyInfo[] _options = [.. Varied(model.Options.GetType())];

    /// <summary>The options of a record that are marked <see cref="SearchAttribute"/>.</summary>
    public static IEnumerable<PropertyInfo> Varied(Type options) =>
        OptionProperties.Of(options).Where(property => property.IsDefined(typeof(SearchAttribute)));

    /// <summary>The options of a trial; more trials change none of the earlier ones.</summary>
    /// <param name="trial">0 for the options as they are.</param>
    public ModelOptions Point(int trial)
    {
        var options = model.Options with { }; // a copy, whose properties nobody else sees yet
        foreach (var option in trial == 0 ? [] : _options)
            option.SetValue(options, option.GetCustomAttribute<SearchAttribute>()!.At(option, Place(option.Name, trial)));
        return options;
    }

    /// <summary>The varied options of a point, as settings have them.</summary>
    public JsonObject Values(ModelOptions point)
    {
        var all = OptionProperties.ToJson(point);
        return new(_options.Select(OptionProperties.Key).Select(key => KeyValuePair.Create(key, all[key]?.DeepClone())));
    }

    // A stream for each option by its name, so that a model or an option more moves no other.
    private double Place(string option, int trial)
    {
        long stream = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{model.Name}.{option}")));
        return (CounterRandom.At(CounterRandom.Key(seed, stream), trial) >> 11) * (1.0 / (1UL << 53));
    }
}
