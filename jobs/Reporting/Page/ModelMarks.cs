using RecPipeline.Models;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>A colour and a shape for each model, the same everywhere on the page: who cannot tell the colours apart can tell the
/// shapes.</summary>
internal sealed class ModelMarks
{
    private const int Colours = 8; // classes m0 to m7 of pictures.css

    // The blend first, then the order of the catalogue: a model looks the same on every page of a version.
    private static readonly string[] Known = [ModelList.BlendName, .. ModelCatalogue.All.Select(model => model.Name)];

    // Around 0, about 10 pixels wide: ring, square, diamond, disc, triangle, hollow square, hollow diamond, cross.
    private static readonly string[] Shapes =
    [
        "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", "M-4.5 -4.5h9v9h-9z", "M0 -6.2L6.2 0L0 6.2L-6.2 0z",
        "M-5.2 0a5.2 5.2 0 1 0 10.4 0a5.2 5.2 0 1 0 -10.4 0z",
        "M0 -5.6L5.8 4.6h-11.6z", "M-4 -4h8v8h-8z", "M0 -5.4L5.4 0L0 5.4L-5.4 0z", "M-5 -5L5 5M-5 5L5 -5",
    ];

    private readonly string[] _models;

    /// <param name="models">Every model that the page shows; those that are not known get what is left, in their order. No two of the
    /// first 64 look alike.</param>
    public ModelMarks(IEnumerable<string> models) => _models = [.. Known.Concat(models).Distinct()];

    /// <summary>The class that colours a model's marks.</summary>
    public string Class(string model) => $"m{Number(model) % Colours}";

    /// <summary>The outline of a model's mark. Each round through the colours turns the shapes by one.</summary>
    public string Shape(string model) => Shapes[(Number(model) + (Number(model) / Colours)) % Shapes.Length];

    /// <summary>The mark and the name behind it; the name alone where it is no model's.</summary>
    public Html Label(string model)
    {
        var html = new Html();
        if (!_models.Contains(model))
        {
            html.Add($"{model}");
            return html;
        }
        html.Add(
            $"""<span class="model"><svg class="mark {Class(model)}" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">"""
            + $"""<path d="{Shape(model)}"/></svg>{model}</span>""");
        return html;
    }

    private int Number(string model) => Array.IndexOf(_models, model) is >= 0 and var place
        ? place
        : throw new ArgumentException($"Model '{model}' is not on the page.", nameof(model));
}
