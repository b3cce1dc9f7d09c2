namespace RecPipeline.Architecture.Tests;

internal static class Rule
{
    /// <summary>Fails with every offender on a line of its own; xunit's own message would cut them off.</summary>
    public static void HasNoOffenders(IEnumerable<string> offenders)
    {
        string[] all = [.. offenders];
        if (all.Length > 0)
            Assert.Fail($"{all.Length} against the rule:\n" + string.Join('\n', all));
    }
}
