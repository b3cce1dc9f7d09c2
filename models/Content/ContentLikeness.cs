using RecPipeline.Models.Neighbours;

namespace RecPipeline.Models.Content;

/// <summary>Likeness by description as predictions read it, which looks at no rating; one thread's view.</summary>
internal sealed class ContentLikeness(ItemProfiles profiles, LikenessTable likeness) : IRowLikeness
{
    private double[] _kinds = [], _points = [];

    public void Start(int row) =>
        (_kinds, _points) = (likeness.Kinds(profiles.KindOf[row]), likeness.Points(profiles.PointOf[row]));

    public double Of(int other) => _kinds[profiles.KindOf[other]] * _points[profiles.PointOf[other]];
}
