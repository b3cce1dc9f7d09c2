namespace RecPipeline.Formats.Tests.Arrow.Support;

/// <summary>A test that asks another implementation; skipped, with the reason, where node or the implementation is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RefereeFactAttribute : FactAttribute
{
    public RefereeFactAttribute() => Skip = Referee.WhyNot;
}
