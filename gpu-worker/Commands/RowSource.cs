using System.Globalization;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.Dsstne;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.GpuWorker.ModelFiles;

namespace RecPipeline.GpuWorker.Commands;

/// <param name="Partition">Folder of the part, such as role=fold_in/part=000.</param>
/// <param name="Rows">Its users.</param>
/// <param name="Names">A user's name in text output, by row.</param>
internal sealed record RowPart(string Partition, HandOffRows Rows, Func<int, string> Names);

/// <summary>The users of a prediction: DSSTNE's text with its index files, or a hand-off.</summary>
internal sealed class RowSource
{
    private readonly PredictOptions _options;
    private readonly TrainedModel _model;
    private readonly LabelIndex? _items;
    private readonly HandOffReader? _handOff;

    public RowSource(PredictOptions options, TrainedModel model)
    {
        (_options, _model) = (options, model);
        IsText = !Directory.Exists(options.Rows) || !File.Exists(Path.Combine(options.Rows, Manifest.FileName));
        if (IsText && options.InputIndex.Length + options.OutputIndex.Length == 0 && Directory.Exists(options.Rows))
            Manifest.Read(options.Rows); // says that a folder without one is no hand-off; text would come with its indexes
        foreach (string index in new[] { options.InputIndex, options.OutputIndex }.Where(index => index.Length > 0))
            _items = Index(index);
        if (IsText)
            Required.Check("predict on text", ("-i", options.InputIndex), ("-o", options.OutputIndex));
        else
            _handOff = new HandOffReader(options.Rows);
        if (_handOff is not null)
            model.CheckServes(_handOff.Manifest, options.Rows);
    }

    public bool IsText { get; }

    public int Users { get; private set; }

    /// <summary>An item in text output: its label, or its index where there is no index file.</summary>
    public string ItemName(int item) => _items?.Label(item) ?? item.ToString(CultureInfo.InvariantCulture);

    /// <summary>Part after part; each is read when it is asked for.</summary>
    public IEnumerable<RowPart> Parts()
    {
        Users = 0;
        foreach (var part in IsText ? TextParts() : HandOffParts())
        {
            Users += part.Rows.Users.Length;
            yield return part;
        }
    }

    /// <summary>
    /// Items of a deny file: labels where there is an index, else item indexes. Unknown ones are an error, since they would hide nothing.
    /// </summary>
    public int[] Denied(string file)
    {
        if (file.Length == 0)
            return [];
        if (!File.Exists(file))
            throw new ConfigurationException($"There is no deny file '{file}'.");
        var lines = File.ReadLines(file).Where(line => line.Length > 0);
        return [.. lines.Select((line, at) => Item(line.Trim(), file, at + 1)).Distinct().Order()];
    }

    private int Item(string text, string file, int line)
    {
        int? item = _items is not null ? _items.Find(text) : Number(text);
        return item
            ?? throw new ConfigurationException($"{file} line {line}: '{text}' is no item of the model. Correct or remove the line.");
    }

    private int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < _model.Header.ItemCount
            ? index
            : null;

    private LabelIndex Index(string file)
    {
        var index = LabelIndex.Load(file);
        return index.Hash == _model.Header.ItemDictionaryHash
            ? index
            : throw new ConfigurationException(
                $"The index '{file}' ({index.Count:N0} items, {index.Hash}) is not that of the model '{_model.Path}' "
                    + $"({_model.Header.ItemCount:N0} items, {_model.Header.ItemDictionaryHash}). "
                    + "Give the index that generateNetCDF wrote for this model.");
    }

    private IEnumerable<RowPart> TextParts()
    {
        var hidden = _options.Filter.Length > 0 && !IsHandOff(_options.Filter) ? TextHandOff.Filter(_options.Filter, _items!) : null;
        if (_options.Filter.Length > 0 && hidden is null)
            throw new ConfigurationException(
                $"The rows are text, the filter '{_options.Filter}' is a hand-off, and nothing says which user is which. "
                    + "Give both in one form.");
        var text = TextHandOff.Read(_options.Rows, _items!, _model.Definition.UsesValues, hidden);
        if (text.UnknownItems > 0)
            Console.Error.WriteLine($"{text.UnknownItems:N0} entries of items that the model does not know were left out.");
        yield return new RowPart("role=predict/part=000", text.Rows, row => text.Samples[row]);
    }

    private IEnumerable<RowPart> HandOffParts()
    {
        string[] roles = [.. _options.Roles];
        if (roles.Except(_handOff!.Manifest.Files.Select(file => file.Role)).FirstOrDefault() is { } missing)
            throw new ConfigurationException(
                $"--roles names '{missing}', which '{_options.Rows}' does not have; "
                    + $"it has {string.Join(", ", _handOff.Manifest.Files.Select(file => file.Role).Distinct())}.");
        var filter = _options.Filter.Length > 0 ? new HandOffFilter(_options.Filter, _model) : null;
        foreach (var file in _handOff.Manifest.Files.Where(file => roles.Length == 0 || roles.Contains(file.Role)))
        {
            var rows = _handOff.Part(file);
            rows = filter is null ? rows : filter.AddTo(rows);
            yield return new RowPart(file.Folder, rows, row => rows.Users[row].ToString(CultureInfo.InvariantCulture));
        }
    }

    private static bool IsHandOff(string path) => File.Exists(Path.Combine(path, Manifest.FileName));
}
