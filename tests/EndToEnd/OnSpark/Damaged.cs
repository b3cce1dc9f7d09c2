namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>Faults of every kind, spread over a ratings file with line ends of both kinds.</summary>
internal static class Damaged
{
    private static readonly string[] Bad =
    [
        "", "   ", "1,2", "1,2,3.0,4,5", "x,1,3.0,964982703", "1,1,much,964982703", "0,1,3.0,964982703", "1,1,7.5,964982703", "1,1,3.3,964982703", "1,1,3.0,12",
        "1,999999,3.0,964982703", "\"1,1\",3.0,964982703", "\"1,1,3.0,964982703\r\n2,2,3.0,964982703\n\",x", "1,1,3.0,964982703\r", "ä,ö,ü,ß",
    ];

    /// <summary>How many rows at least are rejected.</summary>
    public static int Faults => Bad.Length - 1;

    /// <summary>The file with a byte order mark, a fault after every seventh line, and some of its lines twice: as they are, with another rating, with another time.</summary>
    public static string File(string ratings)
    {
        string[] lines = ratings.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var damaged = new List<string> { "\uFEFF" + lines[0] };
        for (int i = 1; i < lines.Length; i++)
        {
            damaged.Add(lines[i] + (i % 5 == 0 ? "\r" : ""));
            if (i % 7 == 0)
                damaged.Add(Bad[i / 7 % Bad.Length]);
            if (i % 11 == 0)
                damaged.Insert(1 + (i / 2), Again(lines[i], i / 11 % 3));
        }
        return string.Join('\n', damaged); // the last line has no line end
    }

    private static string Again(string line, int kind)
    {
        string[] fields = line.TrimEnd('\r').Split(',');
        return kind switch
        {
            0 => line,
            1 => $"{fields[0]},{fields[1]},0.5,{fields[3]}",
            _ => $"{fields[0]},{fields[1]},{fields[2]},{long.Parse(fields[3]) + 1}",
        };
    }
}
