using RecPipeline.Jobs.Reporting.Page;
using RecPipeline.Models;

namespace RecPipeline.Jobs.Tests.Reporting.Page;

public sealed class ModelMarksTests
{
    [Fact]
    public void Shape_MoreModelsThanColours_NoTwoLookAlike()
    {
        string[] models = [.. ModelCatalogue.All.Select(model => model.Name).Append("blend"), .. Enumerable.Range(1, 64).Select(at => $"model{at}")];
        models = models[..64];
        var marks = new ModelMarks(models);
        Assert.Equal(64, models.Select(model => (marks.Class(model), marks.Shape(model))).Distinct().Count());
        Assert.All(models, model => Assert.Matches("^m[0-7]$", marks.Class(model)));
    }

    [Fact]
    public void Label_NoModel_IsTheNameAlone() => Assert.Equal("als &lt; ease", new ModelMarks(["als"]).Label("als < ease").ToString().TrimEnd());
}
