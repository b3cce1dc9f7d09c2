using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Documents;

/// <summary>A part of a document that is held against the code. Tests fail and show what should stand there; they never write into the document.</summary>
internal static class Document
{
    /// <summary>Fails unless the lines after the marker <c>&lt;!-- name --&gt;</c>, up to the first empty line, are the expected ones.</summary>
    public static void Holds(string path, string name, IReadOnlyList<string> expected)
    {
        string[] lines = File.ReadAllLines(Repository.At(path));
        int marker = Array.IndexOf(lines, $"<!-- {name} -->");
        Assert.True(marker >= 0, $"{path} has no line '<!-- {name} -->'.");
        var found = lines.Skip(marker + 1).TakeWhile(line => line.Length > 0);
        if (expected.SequenceEqual(found))
            return;
        string copy = Repository.At("artifacts", "expected", $"{Path.GetFileName(path)}.{name}.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.WriteAllLines(copy, expected);
        Assert.Fail($"{path} must say after '<!-- {name} -->' (the text is also in {Path.GetRelativePath(Repository.Root, copy)}):\n{string.Join('\n', expected)}\n\nIt says:\n{string.Join('\n', found)}");
    }
}
