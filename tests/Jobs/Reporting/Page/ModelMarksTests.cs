using RecPipeline.Jobs.Reporting.Page;

namespace RecPipeline.Jobs.Tests.Reporting.Page;

public sealed class ModelMarksTests
{
    [Fact]
    public void Shape_MoreModelsThanColours_NoTwoLookAlike()
    {
        string[] models = ["popularity", "similarity", "als", "blend", "autoencoder", "biases", "als_plain", "ease", .. Enumerable.Range(9, 56).Select(at => $"model{at}")];
        var marks = new ModelMarks(models);
        Assert.Equal(64, models.Select(model => (marks.Class(model), marks.Shape(model))).Distinct().Count());
        Assert.All(models, model => Assert.Matches("^m[0-7]$", marks.Class(model)));
    }

    [Fact]
    public void Label_NoModel_IsTheNameAlone() => Assert.Equal("als &lt; ease", new ModelMarks(["als"]).Label("als < ease").ToString().TrimEnd());
}
