using RecPipeline.Evaluation;
using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Udfs.Evaluating;

namespace RecPipeline.Udfs.Tests.Evaluating;

/// <summary>A rating model on its way to executors.</summary>
public class FittedRatingsTests
{
    private static readonly FittedRatings Fitted = new(
        new RatingPredictor(
            new BiasModel(3.3, [-0.5f, 0.25f, 0], [0.1f, -0.2f], [true, true, false], [true, true]),
            new FactorModel(2, [0.5f, -1, 0, 1, 2, 3], [0.4f, 0.3f, 0.2f, 0.1f]), 0.5, 5),
        new ItemMeans(3.25, [3, 3.5]));

    [Fact]
    public void Read_WhatWasWritten_PredictsTheSame()
    {
        var read = FittedRatings.Read(Written());
        for (int user = 0; user < 3; user++)
            for (int item = 0; item < 2; item++)
                Assert.Equal(Fitted.Predictor.Predict(user, item), read.Predictor.Predict(user, item));
        Assert.Equal((0.5, 5, 2), (read.Predictor.Low, read.Predictor.High, read.Items));
        Assert.Null(read.Predictor.Predict(2, 0));
        Assert.Equal((3, 3.5, 3.25), (read.Fallback.Of(0), read.Fallback.Of(1), read.Fallback.Of(99)));
    }

    [Fact]
    public void Read_EveryTruncation_IsRefused()
    {
        byte[] bytes = Written();
        for (int length = 0; length < bytes.Length; length++)
            Assert.Contains("the driver has another build than this worker", Assert.Throws<InvalidDataException>(() => FittedRatings.Read(bytes.AsMemory(0, length))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BytesLeftOver_AreRefused() => Assert.Equal(
        "3 bytes are left over; the driver has another build than this worker.",
        Assert.Throws<InvalidDataException>(() => FittedRatings.Read(new byte[3].Prepend(Written()))).Message);

    private static byte[] Written()
    {
        using var stream = new MemoryStream();
        Fitted.WriteTo(stream);
        return stream.ToArray();
    }
}

file static class Bytes
{
    public static byte[] Prepend(this byte[] tail, byte[] head) => [.. head, .. tail];
}
