using RecPipeline.Formats.Csv;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>What executors need to know to judge the lines of a ratings file.</summary>
/// <param name="File">The file's name in messages.</param>
/// <param name="Layout">Name of its layout.</param>
/// <param name="Columns">Names of its columns.</param>
/// <param name="Limits">The limits of a rating.</param>
public sealed record LineRules(string File, string Layout, IReadOnlyList<string> Columns, RatingLimits Limits)
{
    /// <summary>True when the first line of the file is no rating.</summary>
    internal bool HasHeader => CsvLayouts.Named(Layout).Ratings.Format.HasHeader;

    internal RatingColumns Places => RatingColumns.Resolve(CsvLayouts.Named(Layout), Columns, File);
}

/// <summary>The numbers of <see cref="RatingRules"/>; known items travel as a broadcast.</summary>
public sealed record RatingLimits(double RatingMin, double RatingMax, double RatingStep, long MinId, long TimeMin, long TimeMax)
{
    public static RatingLimits Of(RatingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new RatingLimits(rules.RatingMin, rules.RatingMax, rules.RatingStep, rules.MinId, rules.TimeMin, rules.TimeMax);
    }

    public RatingRules With(IdSet? knownItems) => new(RatingMin, RatingMax, RatingStep, MinId, TimeMin, TimeMax, knownItems);
}
