using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Tests.Csv;

/// <summary>The plain twin of <see cref="RecordText"/>: one byte after the other, one state.</summary>
internal static class RecordTwin
{
    private enum State
    {
        FieldStart,
        Field,
        Quoted,

        // A quote in quotes: the closing one, or the first of two.
        Quote,
    }

    /// <summary>Where the records of <paramref name="text"/> end, each behind its LF; the last may end without one.</summary>
    public static List<int> Ends(ReadOnlySpan<byte> text, CsvFormat format)
    {
        var ends = new List<int>();
        var state = State.FieldStart;
        for (int at = 0; at < text.Length;)
        {
            (state, int bytes) = Next(state, text[at..], format);
            at += bytes;
            if (text[at - 1] == '\n' && state == State.FieldStart)
                ends.Add(at);
        }
        if (text.Length > 0 && (ends.Count == 0 || ends[^1] < text.Length))
            ends.Add(text.Length);
        return ends;
    }

    private static (State State, int Bytes) Next(State state, ReadOnlySpan<byte> rest, CsvFormat format) => state switch
    {
        State.FieldStart when rest[0] == '"' && format.Quotes => (State.Quoted, 1),
        State.Quoted => (rest[0] == '"' ? State.Quote : State.Quoted, 1),
        State.Quote when rest[0] == '"' => (State.Quoted, 1),
        _ when rest[0] == '\n' => (State.FieldStart, 1),
        _ when rest.StartsWith(format.Separator) => (State.FieldStart, format.Separator.Length),
        _ => (State.Field, 1),
    };
}
