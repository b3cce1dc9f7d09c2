using RecPipeline.Jobs.Configuration;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Jobs.Configuration;

/// <summary>What the fields of a ratings row may say, from the options; they hold for every layout.</summary>
internal static class InputForms
{
    public static RatingForms Of(InputTableOptions table) => new()
    {
        TimeUnit = table.TimestampUnit switch
        {
            "milliseconds" => TimeUnit.Milliseconds,
            "microseconds" => TimeUnit.Microseconds,
            "iso" => TimeUnit.Iso,
            _ => TimeUnit.Seconds,
        },
        Decimal = table.Decimal[0],
        NullValues = table.NullValues,
        EventWeights = table.EventWeights.Count == 0
            ? null
            : table.EventWeights.ToDictionary(each => each.Key, each => FieldsCheck.TryWeight(each.Value, out float weight) ? weight : 0),
    };
}
