namespace RecPipeline.Spark.Gateway;

/// <summary>The errors of the gateway, one method each.</summary>
internal static class GatewayThrow
{
    private const int ShownText = 2000;

    public static SparkGatewayException JavaThrew(
        string call, double seconds, IReadOnlyList<JavaThrowable> chain, string stackTrace) =>
        new(
            $"Spark gateway: {call} failed after {seconds:0.0} s with {Shown(string.Join("\n  caused by ", chain))}\n"
                + "Java's stack trace is in JavaStackTrace.",
            chain,
            stackTrace);

    public static SparkGatewayException Refused(string call, string reason) => new(
        $"Spark gateway: {call} was refused: {FirstLine(reason)}. Check the method's name and the exact Java types of its arguments.");

    public static SparkGatewayException Fatal(string call, string reason) => new(
        $"Spark gateway: {call} broke the protocol: {FirstLine(reason)}. The connection is closed; open another.");

    public static SparkGatewayException WrongSecret(GatewayEndpoint endpoint, string answer) => new(
        $"Spark gateway at {endpoint}: authentication failed with '{Shown(answer)}'. "
            + "The secret belongs to another gateway; take port and secret from the same source.");

    public static SparkGatewayException CannotConnect(GatewayEndpoint endpoint, Exception inner) => new(
        $"Spark gateway at {endpoint}: no connection: {inner.Message}. The JVM has ended or the port is not a gateway's.", inner);

    public static SparkGatewayException Lost(string call, GatewayEndpoint endpoint, string aboutJvm, Exception? inner = null) => new(
        $"Spark gateway at {endpoint}: the connection was lost during {call}.{(aboutJvm.Length == 0 ? "" : " " + aboutJvm)}", inner);

    public static SparkGatewayException NotAnAnswer(string line) => new(
        $"Spark gateway: expected an answer that begins with '!y', '!x' or '!z', found '{Shown(line)}'. "
            + "The other side is not a Py4J gateway, or it asks for a callback, which this client never offers.");

    public static SparkGatewayException BadValue(string payload, Exception inner) => new(
        $"Spark gateway: the value '{Shown(payload)}' cannot be read: {inner.Message}", inner);

    public static SparkGatewayException TooLong(int limit) => new(
        $"Spark gateway: an answer line is longer than {limit:N0} bytes. "
            + "Fetch large data as an Arrow stream (DataFrame.Collect) or a file in pieces.");

    public static SparkGatewayException WrongType(string call, object? found, string needed)
    {
        string returned = found switch
        {
            null => "null",
            JavaObject reference => $"a reference ({reference.Kind})",
            _ => $"{found.GetType().Name} '{found}'",
        };
        return new($"Spark gateway: {call} returned {returned}, needed {needed}.");
    }

    public static string FirstLine(string text)
    {
        string trimmed = text.TrimStart();
        int end = trimmed.AsSpan().IndexOfAny('\r', '\n');
        return Shown(end < 0 ? trimmed : trimmed[..end]);
    }

    private static string Shown(string text) => text.Length <= ShownText ? text : text[..ShownText] + "…";
}
