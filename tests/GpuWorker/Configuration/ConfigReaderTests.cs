using System.Text.Json.Nodes;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Tests.Support;

namespace RecPipeline.GpuWorker.Tests.Configuration;

public class ConfigReaderTests
{
    /// <summary>The shape of DSSTNE's MovieLens sample, as its documentation gives it.</summary>
    internal const string Sample = """
        {
            "Version" : 0.7, "Name" : "AE", "Kind" : "FeedForward",
            "SparsenessPenalty" : { "p" : 0.5, "beta" : 2.0 },
            "ShuffleIndices" : false,
            "Denoising" : { "p" : 0.2 },
            "ScaledMarginalCrossEntropy" : { "oneTarget" : 1.0, "zeroTarget" : 0.0, "oneScale" : 1.0, "zeroScale" : 1.0 },
            "Layers" : [
                { "Name" : "Input", "Kind" : "Input", "N" : "auto", "DataSet" : "gl_input", "Sparse" : true },
                { "Name" : "Hidden", "Kind" : "Hidden", "Type" : "FullyConnected", "N" : 128, "Activation" : "Sigmoid", "Sparse" : true },
                { "Name" : "Output", "Kind" : "Output", "Type" : "FullyConnected", "DataSet" : "gl_output", "N" : "auto", "Activation" : "Sigmoid", "Sparse" : true }
            ],
            "ErrorFunction" : "ScaledMarginalCrossEntropy"
        }
        """;

    private const string Deep = """
        { "Version": 0.8, "ErrorFunction": "ScaledMarginalCrossEntropy", "ScaledMarginalCrossEntropy": { "oneTarget": 1, "zeroTarget": 0 },
          "Layers": [ { "Kind": "Input", "N": "auto", "Sparse": true },
            { "N": 1536, "Activation": "Relu", "pDropout": 0.5, "WeightInit": { "Scheme": "Gaussian", "Scale": 0.01 } },
            { "N": 1536, "Activation": "Relu", "pDropout": 0.5, "WeightInit": { "Scheme": "Gaussian", "Scale": 0.01 } },
            { "Kind": "Output", "N": "auto", "WeightInit": { "Scheme": "Gaussian", "Scale": 0.01, "Bias": -10.2 } } ] }
        """;

    [Fact]
    public void Parse_SampleOfDsstne_HasItsMeaning()
    {
        var config = Parse(Sample);
        var definition = config.Definition(1000);
        Assert.Equal([128, 1000], definition.Layers.Select(layer => layer.Units));
        Assert.Equal((0.5, 2.0), (definition.Layers[0].SparsityTarget, definition.Layers[0].SparsityWeight));
        Assert.Equal((0.2, false), (definition.Denoising, config.Training.Shuffles));
        Assert.Equal(new LossRule(ErrorFunction.ScaledMarginalCrossEntropy, 1, 0, 1, 1), definition.Loss);
        Assert.Equal(new TrainingRule(Optimizer.Sgd, 0.025, 1e-4, 0, 0.5, 0.999), config.Training.Rule);
        Assert.Equal(["gl_input", "gl_output"], config.DataSets);
        Assert.Empty(config.Warnings);
    }

    [Fact]
    public void Parse_TwoTimes1536_HasDropoutAndBias()
    {
        var definition = Parse(Deep).Definition(50);
        Assert.Equal([1536, 1536, 50], definition.Layers.Select(layer => layer.Units));
        Assert.Equal([0.5, 0.5, 0], definition.Layers.Select(layer => layer.Dropout));
        Assert.Equal(-10.2, definition.Output.Init.Bias);
        Assert.Equal(Activation.Sigmoid, definition.Output.Activation.Kind);
    }

    [Fact]
    public void Parse_KeysInAnyCase_AreTheSame() =>
        Assert.Equivalent(Parse(Sample).Definition(9), Parse(Sample.Replace("\"Layers\"", "\"LAYERS\"", StringComparison.Ordinal).Replace("\"Denoising\"", "\"denoising\"", StringComparison.Ordinal)).Definition(9));

    [Theory]
    [InlineData("\"Denoizing\": { \"p\": 0.1 }", "unknown key 'Denoizing'. Did you mean 'Denoising'?")]
    [InlineData("\"WeightsData\": \"a.nc\"", "WeightsData is a key of DSSTNE that is not supported: DSSTNE reads it and ignores it.")]
    [InlineData("\"LRN\": { \"k\": 2 }", "LRN is a key of DSSTNE that is not supported")]
    [InlineData("\"Denoising\": { \"p\": 1.5 }", "Denoising.p is 1.5, it must be a number from 0 to 0.999.")]
    [InlineData("\"ErrorFunction\": \"SMCE\"", "ErrorFunction is 'SMCE'.")]
    [InlineData("\"ErrorFunction\": \"Hinge\"", "ErrorFunction is 'Hinge'. Did you mean 'L2Hinge'?")]
    [InlineData("\"Version\": 0.5", "Version is below 0.7")]
    [InlineData("\"Training\": { \"BatchSize\": 0 }", "Training.BatchSize is 0, it must be a whole number of at least 1.")]
    public void Parse_WrongKeyOfTheNetwork_SaysSo(string key, string expected) =>
        Assert.Contains(expected, Mistakes($$"""{ {{key}}, "Layers": [ {}, { "N": 3 }, {} ] }"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"N\": 3, \"Activation\": \"SoftPlus\"", "Layers[1].Activation is 'SoftPlus'.")]
    [InlineData("\"N\": 3, \"Activation\": \"ReluMax\"", "Layers[1].Activation is 'ReluMax'.")]
    [InlineData("\"N\": 3, \"Activation\": \"SoftMax\"", "hidden and has Activation SoftMax")]
    [InlineData("\"N\": \"auto\"", "Layers[1].N is missing or \"auto\"")]
    [InlineData("\"N\": 3, \"Type\": \"Convolutional\"", "only FullyConnected layers")]
    [InlineData("\"N\": 3, \"BatchNormalization\": true", "Layers[1].BatchNormalization is a key of DSSTNE that is not supported")]
    [InlineData("\"N\": 3, \"Source\": [\"Input0\", \"Other\"]", "only a chain is trained here")]
    [InlineData("\"N\": 3, \"Kind\": \"Output\"", "entry 2 of 3 must be Hidden")]
    [InlineData("\"N\": 3, \"L1Penalty\": 1", "unknown key 'Layers[1].L1Penalty'")]
    [InlineData("\"N\": 3, \"n\": 4", "Layers[1].n stands twice.")]
    public void Parse_WrongKeyOfALayer_SaysSo(string layer, string expected) =>
        Assert.Contains(expected, Mistakes($$"""{ "Layers": [ {}, { {{layer}} }, {} ] }"""), StringComparison.Ordinal);

    [Fact]
    public void Parse_FeatureThatIsOff_IsAccepted() =>
        Assert.Equal(3, Parse("""{ "Layers": [ {}, { "N": 3, "BatchNormalization": false, "WeightNorm": 0.0 }, {} ] }""").Definition(5).Layers[0].Units);

    [Fact]
    public void Parse_ManyMistakes_AreReportedAtOnce()
    {
        string message = Mistakes("""{ "A": 1, "Kind": "Other", "Layers": [ {}, { "N": -1 }, {} ] }""");
        Assert.StartsWith("test.json has 3 mistakes:", message, StringComparison.Ordinal);
    }

    // DSSTNE ignores a layer's own penalty unless the network has one.
    [Fact]
    public void Parse_PenaltyOfALayerAlone_Counts() =>
        Assert.Equal(3, Parse("""{ "Layers": [ {}, { "N": 3, "SparsenessPenalty": { "p": 0.1, "beta": 3 } }, {} ] }""").Definition(5).Layers[0].SparsityWeight);

    // Without an output delta such a network would train on nothing, as it does in DSSTNE.
    [Theory]
    [InlineData("CrossEntropy", "Relu")]
    [InlineData("ScaledMarginalCrossEntropy", "Tanh")]
    [InlineData("DataScaledMarginalCrossEntropy", "SoftMax")]
    [InlineData("Multinomial", "Sigmoid")]
    [InlineData("L2", "SoftMax")]
    public void Parse_LossWithoutADeltaForItsActivation_IsRefused(string loss, string activation) =>
        Assert.Contains($"ErrorFunction {loss} does not go with Activation {activation}", Mistakes($$"""{ "ErrorFunction": "{{loss}}", "Layers": [ {}, { "N": 3 }, { "Activation": "{{activation}}" } ] }"""), StringComparison.Ordinal);

    [Fact]
    public void Parse_TiedOutput_NeedsTheFirstLayer()
    {
        const string tied = """{ "Layers": [ { "Name": "I" }, { "Name": "H", "N": 3 }, { "Name": "O", "SharedWeights": [ { "SourceInputLayer": "I", "SourceOutputLayer": "FIRST", "Transposed": true } ] } ] }""";
        Assert.True(Parse(tied.Replace("FIRST", "H", StringComparison.Ordinal)).Definition(4).IsTied);
        Assert.Contains("SourceOutputLayer \"H\"", Mistakes(tied), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_CompatibilityDsstne_ChangesItsThreeThings()
    {
        var config = Parse("""{ "Compatibility": "dsstne", "Layers": [ {}, { "N": 3 }, {} ] }""");
        var definition = config.Definition(4);
        Assert.True(definition.DropsSigmoidToHalf);
        Assert.All(definition.Layers, layer => Assert.True(layer.Init.IsDsstne));
        Assert.Equal(2, config.Training.Rule.FirstStep);
    }

    [Fact]
    public void Definition_OtherNumberOfItems_IsRefused()
    {
        var config = Parse("""{ "Layers": [ { "N": 7 }, { "N": 3 }, {} ] }""");
        Assert.Equal(7, config.Definition(7).Items);
        Assert.Contains("N 7", Assert.Throws<ConfigurationException>(() => config.Definition(8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_network_is_valid_and_the_schema_is_that_of_the_keys()
    {
        var config = ConfigReader.Read(Repository.At("conf", "autoencoder.json"));
        Assert.Equal([512, 10], config.Definition(10).Layers.Select(layer => layer.Units));
        string path = Repository.At("conf", "autoencoder.schema.json"), expected = ConfigSchema.Text();
        string artifact = Repository.At("artifacts", "expected", "autoencoder.schema.json");
        Directory.CreateDirectory(Path.GetDirectoryName(artifact)!);
        File.WriteAllText(artifact, expected);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == expected, $"conf/autoencoder.schema.json differs from the keys; the expected text is in {artifact}");
        Assert.NotNull(JsonNode.Parse(expected)!["$defs"]!["layer"]!["properties"]!["pDropout"]);
    }

    internal static NetworkConfig Parse(string text) => ConfigReader.Parse(text, "test.json");

    private static string Mistakes(string text) => Assert.Throws<ConfigurationException>(() => Parse(text)).Message;
}
