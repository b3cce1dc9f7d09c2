using System.Text;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Records;

/// <summary>The record that one line of a file is read as, for words about it.</summary>
public static class OneRecord
{
    /// <summary>The line itself where the file is delimited text, or where its text is a record already.</summary>
    /// <param name="form">What the file is.</param>
    /// <param name="names">Names of the columns.</param>
    /// <param name="line">Without its line end.</param>
    public static string Of(RatingsForm form, RatingNames names, string line)
    {
        var buffer = new RecordBuffer();
        switch (form)
        {
            case RatingsForm.JsonLines:
                new JsonLines(names).Write(Encoding.UTF8.GetBytes(line), buffer);
                break;
            case RatingsForm.Netflix:
                // Its item stands in a heading above, which was read.
                var lines = new NetflixLines();
                lines.Write("0:"u8, buffer);
                lines.Write(Encoding.UTF8.GetBytes(line), buffer);
                break;
            default:
                return line;
        }
        return Encoding.UTF8.GetString(buffer.Bytes).TrimEnd('\n');
    }
}
