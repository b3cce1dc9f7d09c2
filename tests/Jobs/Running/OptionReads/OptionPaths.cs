using System.Reflection;
using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Tests.Running.OptionReads;

/// <summary>Every option by the getter that reads it.</summary>
internal static class OptionPaths
{
    /// <summary>Paths such as <c>models.als.rank</c>. A type of options stands at one path, so a getter names its option; options of models are read by the models, and enter keys whole.</summary>
    public static IReadOnlyDictionary<MethodBase, string> ByGetter { get; } =
        Leaves(new PipelineOptions(), "").Where(leaf => !leaf.Path.StartsWith("models.", StringComparison.Ordinal)).ToDictionary(leaf => (MethodBase)leaf.Property.GetMethod!, leaf => leaf.Path);

    /// <summary>The types of all groups.</summary>
    public static IReadOnlySet<Type> Groups { get; } = ByGetter.Keys.Select(getter => getter.DeclaringType!).Append(typeof(PipelineOptions)).ToHashSet();

    public static IEnumerable<(PropertyInfo Property, string Path)> Leaves(object options, string path) => options is INamedGroups groups
        ? groups.Names.SelectMany(name => Leaves(groups.Group(name), $"{path}{name}."))
        : OptionProperties.Of(options.GetType()).SelectMany(property => OptionProperties.IsGroup(property.PropertyType)
            ? Leaves(property.GetValue(options)!, $"{path}{OptionProperties.Key(property)}.")
            : [(property, path + OptionProperties.Key(property))]);
}
