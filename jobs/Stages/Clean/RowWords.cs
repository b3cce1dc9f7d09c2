using System.Globalization;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>
/// Says of a row that was not kept what is wrong with it: field, value, the form that is wanted, what to do. From its text alone, so both
/// engines say the same.
/// </summary>
/// <param name="path">The row's file: folders of its path may name columns.</param>
internal sealed class RowWords(CsvLayout layout, IReadOnlyList<string> columns, string path, CleanOptions options)
{
    private readonly RatingRowExplainer _explainer = Explainer(RatingsText.Records(path, layout), columns, path);

    /// <summary>One sentence without a stop, with the row's text behind it.</summary>
    public string Explain(RejectReason reason, string text) =>
        reason == RejectReason.Blank
            ? Sentence(reason, text)
            : $"{Sentence(reason, OneRecord.Of(layout.Form, layout.RatingNames, text))}, in {ShownText.Quoted(text)}";

    private static RatingRowExplainer Explainer(CsvLayout records, IReadOnlyList<string> columns, string path) =>
        new(records, RatingColumns.Resolve(records, columns, path));

    private string Sentence(RejectReason reason, string text)
    {
        bool isParsers = reason is > RejectReason.None and <= RejectReason.Number || RejectReasons.IsFilter(reason);
        if (isParsers || _explainer.Texts(text) is not { } row)
            return _explainer.Explain((RowFault)reason, text);
        return reason switch
        {
            RejectReason.Id => Id(text, row.User, row.Item),
            RejectReason.Scale => $"rating {ShownText.Quoted(row.Rating)} is outside [{Number(options.RatingRange[0])}, "
                + $"{Number(options.RatingRange[1])}] of clean.ratingRange",
            RejectReason.Step =>
                $"rating {ShownText.Quoted(row.Rating)} is no multiple of {Number(options.RatingStep)}, which is clean.ratingStep",
            RejectReason.Time => Time(text, row.Timestamp),
            RejectReason.UnknownItem =>
                $"item {ShownText.Quoted(row.Item)} is not in the items file (clean.requireKnownItem=false keeps such rows)",
            _ => $"another row of user {ShownText.Quoted(row.User)} and item {ShownText.Quoted(row.Item)} was kept "
                + $"(clean.duplicates={options.Duplicates}, set by hand, merges such rows)",
        };
    }

    private string Id(string text, string user, string item)
    {
        if (layout.UserIds == IdType.String && user.Length == 0)
            return "user '' is empty (wanted an id)";
        if (layout.ItemIds == IdType.String && item.Length == 0)
            return "item '' is empty (wanted an id)";
        bool isUser = layout.UserIds == IdType.Int64 && IsLow(user);
        return isUser || (layout.ItemIds == IdType.Int64 && IsLow(item))
            ? $"{(isUser ? "user" : "item")} {ShownText.Quoted(isUser ? user : item)} is below {options.MinId}, which is clean.minId"
            : _explainer.Explain(RowFault.Id, text);
    }

    private bool IsLow(string id) =>
        long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number < options.MinId;

    private string Time(string text, string time)
    {
        bool isEarly = _explainer.Seconds(text) < options.TimeMin;
        return $"timestamp {ShownText.Quoted(time)} is {(isEarly ? "before" : "after")} "
            + $"{Day(isEarly ? options.TimeMin : options.TimeMax)}, which is "
            + $"clean.{(isEarly ? "timeMin" : "timeMax")}{TimeUnits.Advice(time, layout.Forms.TimeUnit)}";
    }

    private static string Day(long seconds) => seconds is >= -62_135_596_800 and <= 253_402_300_799
        ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : $"{seconds}";

    private static string Number(double value) => ((float)value).ToString(CultureInfo.InvariantCulture);
}
