namespace RecPipeline.Models.Similarity;

/// <summary>What one pass over the common users of two items adds up: x are the candidate's values, y the other item's.</summary>
internal struct PairSums
{
    public int Common;
    public double X, Y, XX, YY, XY;

    public void Add(double x, double y)
    {
        Common++;
        X += x;
        Y += y;
        XX += x * x;
        YY += y * y;
        XY += x * y;
    }
}
