using System.Globalization;
using System.Text.RegularExpressions;
using RecPipeline.GpuWorker.Configuration;

namespace RecPipeline.GpuWorker.Dsstne;

/// <summary>How scores are written in text: the shortest form that reads back as the same number, or DSSTNE's <c>-p 4.3f</c>.</summary>
internal sealed partial class ScoreFormat
{
    private readonly string _format;
    private readonly int _width;

    /// <param name="text">Empty, or width.decimals and f.</param>
    public ScoreFormat(string text)
    {
        var match = Pattern().Match(text);
        if (text.Length > 0 && !match.Success)
            throw new ConfigurationException($"-p is '{text}'; write width.decimals and f, such as 4.3f.");
        _format = match.Success ? "F" + match.Groups[2].Value : "R";
        _width = match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    public string Text(float score) => score.ToString(_format, CultureInfo.InvariantCulture).PadLeft(_width);

    [GeneratedRegex(@"^%?([0-9]{1,2})\.([0-9]{1,2})f$")]
    private static partial Regex Pattern();
}
