using System.Globalization;

namespace RecPipeline.Spark.Gateway;

/// <summary>
/// How an answer came out: a value, a Java exception, the gateway's own refusal, or a protocol failure that ends the connection.
/// </summary>
internal enum AnswerStatus
{
    Value,
    JavaThrew,
    Refused,
    Fatal,
}

/// <summary>One answer line, taken apart but not yet bound to a connection.</summary>
/// <param name="Status">How it came out.</param>
/// <param name="Payload">Type letter and text of a value; the id of a throwable; the text of a refusal.</param>
internal readonly record struct Py4JAnswer(AnswerStatus Status, string Payload)
{
    /// <exception cref="SparkGatewayException">The line is no answer at all.</exception>
    public static Py4JAnswer Parse(string line) => line switch
    {
        ['!', 'y', ..] => new(AnswerStatus.Value, line[2..]),
        ['!', 'x', 'r', ..] => new(AnswerStatus.JavaThrew, line[3..]),
        ['!', 'x', 's', ..] => new(AnswerStatus.Refused, Py4JText.Unescape(line.AsSpan(3))),
        ['!', 'x', ..] => new(AnswerStatus.Refused, "the gateway gave no reason"),
        ['!', 'z', ..] => new(AnswerStatus.Fatal, Py4JText.Unescape(line.AsSpan(line.Length > 2 && line[2] == 's' ? 3 : 2))),
        _ => throw GatewayThrow.NotAnAnswer(line),
    };

    /// <summary>The value as .NET sees it; a reference becomes whatever <paramref name="reference"/> makes of its kind and id.</summary>
    public object? ToValue(Func<JavaKind, string, object> reference)
    {
        if (Payload.Length == 0)
            return null;
        string text = Payload[1..];
        try
        {
            return Payload[0] switch
            {
                'n' or 'v' => null,
                'b' => bool.Parse(text),
                'i' => int.Parse(text, CultureInfo.InvariantCulture),
                'L' => long.Parse(text, CultureInfo.InvariantCulture),
                'd' => double.Parse(text, CultureInfo.InvariantCulture),
                'D' => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture),
                's' => Py4JText.Unescape(text),
                'j' => Convert.FromBase64String(text),
                'r' or 't' or 'l' or 'a' or 'h' or 'g' => reference((JavaKind)Payload[0], text),
                _ => throw GatewayThrow.NotAnAnswer("!y" + Payload),
            };
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw GatewayThrow.BadValue(Payload, error);
        }
    }
}
