using System.Globalization;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Tests.Support;
using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests.Gateway;

/// <summary>Makes every call of a recorded session again: our requests must be the recorded bytes, and our values must say what the recorded answers say.</summary>
public sealed class TraceReplayTests
{
    [Theory]
    [InlineData("3.5.9")]
    [InlineData("4.3.0")]
    public void Session_AgainstItsRecording(string version)
    {
        var trace = Read(version);
        Assert.True(trace.Count > 150);
        string expected = "", answer = "";
        using var fake = new FakeGateway(request => request == expected ? answer : OfTheReader(request));
        using var gateway = JavaGateway.Join(fake.Endpoint);
        foreach (var (request, reply) in trace)
        {
            (expected, answer) = (request, reply);
            Assert.Equal(Said(reply), Saying(() => gateway.Main.Exchange(Reencoded(gateway.Main, request), () => "replay")));
        }
    }

    // What our exception reader asks beyond the recording.
    private static string OfTheReader(string request) => request switch
    {
        _ when request.EndsWith("\ngetCause\ne\n", StringComparison.Ordinal) => "!yn",
        _ when request.EndsWith("\ngetClass\ne\n", StringComparison.Ordinal) => "!yro9999",
        _ when request.StartsWith("m\nd\n", StringComparison.Ordinal) => "!yv",
        _ when request.StartsWith("p\n", StringComparison.Ordinal) || request.Contains("\nget", StringComparison.Ordinal) => "!ysx",
        _ => "!zsnot in the recording: " + request.Replace("\n", "/", StringComparison.Ordinal),
    };

    // Takes the request apart into .NET values and lets our own code write it again.
    private static string Reencoded(JavaConnection connection, string request)
    {
        string[] lines = request.Split('\n')[..^2];
        object? Value(string text) => Py4JAnswer.Parse("!y" + text).ToValue((kind, id) => new JavaObject(new JavaHandle(id, connection.Gateway.Releases), kind, connection));
        object?[] From(int first) => [.. lines[first..].Select(Value)];
        return lines[..2] switch
        {
            ["c", ['z', ':', .. var name]] => Py4JRequest.StaticCall(name, lines[2], From(3)),
            ["c", var target] => Py4JRequest.Call(target, lines[2], From(3)),
            ["i", var name] => Py4JRequest.New(name, From(2)),
            ["r", "u"] => Py4JRequest.FindClass(lines[2]),
            ["a", "c"] => Py4JRequest.NewArray((string)Value(lines[2])!, (int)Value(lines[3])!),
            ["a", "g"] => Py4JRequest.ArrayGet(lines[2], (int)Value(lines[3])!),
            ["a", "s"] => Py4JRequest.ArraySet(lines[2], (int)Value(lines[3])!, Value(lines[4])),
            ["a", "e"] => Py4JRequest.ArrayLength(lines[2]),
            ["m", "d"] => Py4JRequest.Forget(lines[2]),
            ["p", ['r', .. var id]] => Py4JRequest.StackTrace(id),
            _ => throw new InvalidOperationException("The recording has a request that this test does not know: " + request),
        };
    }

    private static string Said(string answer) => answer switch
    {
        ['!', 'x', 'r', ..] => "throws",
        ['!', 'x', ..] => "refused",
        ['!', 'y', 'c', ..] or ['!', 'y', 'p', ..] => "error",
        ['!', 'y', 'd', .. var number] => double.Parse(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        ['!', 'y', 's', .. var text] => Py4JText.Unescape(text),
        ['!', 'y', 'n'] or ['!', 'y', 'v'] => "null",
        ['!', 'y', 'r' or 't' or 'l' or 'a' or 'h' or 'g', .. var id] => id,
        ['!', 'y', _, .. var value] => value,
        _ => answer,
    };

    private static string Saying(Func<object?> call)
    {
        try
        {
            return call() switch
            {
                null => "null",
                bool flag => flag ? "true" : "false",
                JavaObject reference => reference.Id,
                var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            };
        }
        catch (SparkGatewayException error)
        {
            // An answer to "what is this name" is no value; HasClass reads it in its own way.
            return error.Chain.Count > 0 ? "throws" : error.Message.Contains("was refused", StringComparison.Ordinal) ? "refused" : "error";
        }
    }

    // The recording writes LF as \n and doubles each backslash of the wire; its first request is the authentication.
    private static List<(string Request, string Answer)> Read(string version)
    {
        string[] lines = File.ReadAllLines(Repository.Golden("spark-traces", version, "py4j-session.txt"));
        var pairs = new List<(string, string)>();
        for (int i = 2; i < lines.Length; i += 2)
            pairs.Add((Py4JText.Unescape(lines[i].AsSpan(2)), lines[i + 1][2..]));
        return pairs;
    }
}
