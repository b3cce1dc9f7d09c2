using System.Globalization;
using System.IO.Hashing;
using System.Text;
using RecPipeline.GpuWorker.Configuration;

namespace RecPipeline.GpuWorker.Dsstne;

/// <summary>DSSTNE's index file: lines <c>label TAB integer</c> in any order. Integers are dense from 0.</summary>
internal sealed class LabelIndex
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _labels = [];

    public int Count => _labels.Count;

    /// <summary>Identity of the labels and their numbers, whatever the order of the file.</summary>
    public string Hash
    {
        get
        {
            var hash = new XxHash64();
            foreach (string label in _labels)
                hash.Append(Encoding.UTF8.GetBytes(label + "\n"));
            return string.Create(CultureInfo.InvariantCulture, $"labels-{Count}-{hash.GetCurrentHashAsUInt64():x16}");
        }
    }

    public string Label(int number) => _labels[number];

    public int? Find(string label) => _numbers.TryGetValue(label, out int number) ? number : null;

    public int FindOrAdd(string label)
    {
        if (_numbers.TryGetValue(label, out int number))
            return number;
        _numbers[label] = _labels.Count;
        _labels.Add(label);
        return _labels.Count - 1;
    }

    /// <exception cref="ConfigurationException">The file is missing, or a line is no label and integer,
    /// or integers are not 0 … count − 1.</exception>
    public static LabelIndex Load(string path)
    {
        if (!File.Exists(path))
            throw new ConfigurationException($"There is no index file '{path}'. generateNetCDF writes it with -c; check -f, -i or -o.");
        var lines = File.ReadLines(path).Select((text, at) => Parse(text, path, at + 1)).OrderBy(each => each.Number).ToArray();
        var index = new LabelIndex();
        foreach (var (label, number) in lines)
            if (number != index.Count || index.Find(label) is not null)
                throw new ConfigurationException(
                    $"{path}: label '{label}' has number {number}; "
                        + $"numbers must run from 0 to {lines.Length - 1} and labels must not repeat.");
            else
                index.FindOrAdd(label);
        return index;
    }

    public void Save(string path)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        using (var writer = new StreamWriter(new DurableFileStream(temporary, FileMode.Create)))
            for (int number = 0; number < Count; number++)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{_labels[number]}\t{number}\n"));
        File.Move(temporary, path, overwrite: true);
    }

    private static (string Label, int Number) Parse(string line, string path, int at)
    {
        string[] parts = line.Split('\t');
        return parts.Length == 2 && parts[0].Length > 0
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? (parts[0], number)
            : throw new ConfigurationException($"{path} line {at}: '{line}' is not label TAB integer.");
    }
}
