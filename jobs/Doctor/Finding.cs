namespace RecPipeline.Jobs.Doctor;

/// <summary>How a check came out: good, good to know, or wrong.</summary>
internal enum Level
{
    Good,
    Note,
    Wrong,
}

/// <param name="What">What was looked at.</param>
/// <param name="Found">What is there.</param>
/// <param name="Advice">What to do; empty when nothing is.</param>
internal sealed record Finding(Level Level, string What, string Found, string Advice = "");
