using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Rows;

/// <summary>Says why a text is no rating, or no time.</summary>
internal sealed class ValueWords(RatingForms forms)
{
    private static readonly string[] Nulls = ["nan", "null", "none", "na", "n/a", "nil", "nat", "\\n", "-", "--", "?"];

    private readonly byte _point = (byte)forms.Decimal;

    /// <summary>A rating that is no number.</summary>
    public string Rating(string value, string? column)
    {
        string wanted = forms.Decimal == ','
            ? "wanted digits with an optional comma, as input.table.decimal says"
            : "wanted digits with an optional point";
        return $"rating {ShownText.Quoted(value)} is no number ({Column(column, "rating")}{wanted}{RatingAdvice(value)})";
    }

    /// <summary>A rating that is dropped without being at fault.</summary>
    public string Filtered(RowFault fault, string value, string? column) => fault == RowFault.Event
        ? $"event {ShownText.Quoted(value)} has no weight ({Column(column, "event")}input.table.eventWeights names {Events()})"
        : $"rating {ShownText.Quoted(value)} says that there is none ({Column(column, "rating")}empty, or one of input.table.nullValues)";

    /// <summary>A time that is none.</summary>
    public string Time(string value, string? column)
    {
        string wanted = forms.TimeUnit == TimeUnit.Iso
            ? "a date such as 2020-09-13 or 2020-09-13T12:43:47Z"
            : $"whole {TimeUnits.Name(forms.TimeUnit)} since 1970";
        return $"timestamp {ShownText.Quoted(value)} is no time ({Column(column, "timestamp")}wanted {wanted}{TimeAdvice(value)})";
    }

    private string Events() => string.Join(", ", forms.EventWeights!.Keys.Take(10).Select(name => ShownText.Quoted(name, 40)));

    private string RatingAdvice(string value)
    {
        byte other = forms.Decimal == '.' ? (byte)',' : (byte)'.';
        if (IsNull(value))
            return NullAdvice(value, "rating");
        if (NumberText.TryRating(Encoding.UTF8.GetBytes(value), other, out _))
            return $"; for a decimal {(forms.Decimal == '.' ? "comma" : "point")} set input.table.decimal={(char)other}";
        return value.Any(char.IsLetter) && !value.Any(char.IsDigit)
            ? "; if the column names events, give each its weight by input.table.eventWeights"
            : "";
    }

    private string TimeAdvice(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        if (value.Length == 0)
            return "; if rows without a time are to be dropped, set input.table.nullValues=[\"\"]";
        if (IsNull(value))
            return NullAdvice(value, "time");
        if (forms.TimeUnit != TimeUnit.Iso && IsoTime.TryParse(bytes, out _))
            return "; for such dates set input.table.timestampUnit=iso";
        if (forms.TimeUnit == TimeUnit.Iso && NumberText.TryWhole(bytes, _point, out long number))
            return $"; for such numbers set input.table.timestampUnit={TimeUnits.Of(number)}";
        return NumberText.TryRating(bytes, _point, out _)
            ? "; export whole numbers: a fraction or a power of ten may have lost digits"
            : "";
    }

    private static string NullAdvice(string value, string what) =>
        $"; if it marks a {what} that is missing, set {ShownText.Setting("input.table.nullValues", value)}";

    private static bool IsNull(string value) => value.Length > 0 && Nulls.Contains(value.ToLowerInvariant());

    private static string Column(string? column, string role) =>
        column is null || column == role ? "" : $"column {ShownText.Quoted(column, 60)}; ";
}
