using RecPipeline.Jobs.Inputs;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Gives rejected rows of forms that are made into records the text that stands in their file.</summary>
/// <remarks>Such rows are few, so their lines are looked up afterwards and not kept while the file is read.</remarks>
internal static class OriginalLines
{
    public static void Restore(InputFiles files, CsvLayout layout, RejectedRows rejected)
    {
        if (!RatingsText.HasOwnLines(layout))
            return;
        foreach (string path in files.Paths)
        {
            if (rejected.LinesOf(path) is not { Count: > 0 } wanted)
                continue;
            using var stream = RawFile.Open(path);
            rejected.Restate(path, LineTexts.Read(stream, path, wanted));
        }
    }
}
