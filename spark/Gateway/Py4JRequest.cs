using System.Globalization;
using System.Text;

namespace RecPipeline.Spark.Gateway;

/// <summary>
/// The text of requests: lines that end in LF, the last one <c>e</c>. Every value is preceded by a letter that gives its Java type.
/// </summary>
/// <remarks>
/// .NET to Java: bool boolean, int/short/sbyte/byte int, long long, double and float double, decimal BigDecimal, string String,
/// byte[] byte[],
/// <see cref="JavaObject"/> its object. The gateway converts int to long, short and byte and double to float,
/// but never int to double or long to int: send the exact type.
/// </remarks>
internal static class Py4JRequest
{
    public static string Authenticate(string secret) => $"A\n{secret}\n";

    public static string Call(string target, string method, params ReadOnlySpan<object?> arguments) =>
        WithArguments($"c\n{target}\n{method}\n", arguments);

    public static string StaticCall(string javaClass, string method, params ReadOnlySpan<object?> arguments) =>
        Call("z:" + javaClass, method, arguments);

    public static string New(string javaClass, params ReadOnlySpan<object?> arguments) => WithArguments($"i\n{javaClass}\n", arguments);

    public static string StaticField(string javaClass, string name) => $"r\nm\n{javaClass}\n{name}\ne\n";

    public static string FindClass(string name) => $"r\nu\n{name}\nrj\ne\n";

    public static string NewArray(string elementType, int length) => WithArguments("a\nc\n", elementType, length);

    public static string ArrayGet(string array, int index) => WithArguments($"a\ng\n{array}\n", index);

    public static string ArraySet(string array, int index, object? value) => WithArguments($"a\ns\n{array}\n", index, value);

    public static string ArrayLength(string array) => $"a\ne\n{array}\ne\n";

    public static string Forget(string id) => $"m\nd\n{id}\ne\n";

    public static string StackTrace(string id) => $"p\nr{id}\ne\n";

    private static string WithArguments(string head, params ReadOnlySpan<object?> arguments)
    {
        var text = new StringBuilder(head);
        foreach (object? argument in arguments)
            text.Append(Value(argument)).Append('\n');
        return text.Append("e\n").ToString();
    }

    /// <summary>One value with its type letter.</summary>
    /// <exception cref="ArgumentException">The gateway has no form for this .NET type.</exception>
    public static string Value(object? value) => value switch
    {
        null => "n",
        bool flag => flag ? "btrue" : "bfalse",
        int or short or sbyte or byte => string.Create(CultureInfo.InvariantCulture, $"i{value}"),
        long number => string.Create(CultureInfo.InvariantCulture, $"L{number}"),
        double number => "d" + Double(number),
        float number => "d" + Double(number),
        decimal number => "D" + number.ToString(CultureInfo.InvariantCulture),
        string text => "s" + Py4JText.Escape(text),
        byte[] bytes => "j" + Convert.ToBase64String(bytes),
        JavaObject reference => "r" + reference.Id,
        _ => throw new ArgumentException(
            $"A value of type {value.GetType()} cannot be sent to Java; send a number, bool, string, byte[] or JavaObject.", nameof(value)),
    };

    private static string Double(double number) => number switch
    {
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };
}
