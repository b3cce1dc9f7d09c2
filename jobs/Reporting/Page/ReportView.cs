using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>The facts in the form in which sections need them, prepared once.</summary>
internal sealed record ReportView(
    RunFacts Facts,
    EvaluationFacts Evaluation,
    RowAccountFacts? Account,
    IReadOnlyList<SplitFact> Splits,
    IReadOnlyList<ProtocolResults> Protocols,
    ModelMarks Marks)
{
    public static ReportView Of(RunFacts facts)
    {
        var evaluation = EvaluationFacts.Of(facts.Evaluation);
        var protocols = facts.Metrics.GroupBy(row => row.Protocol).Select(rows => new ProtocolResults(rows.Key, [.. rows], evaluation))
            .ToArray();
        var models = protocols.SelectMany(protocol => protocol.Models)
            .Concat(facts.SampleUsers.SelectMany(user => user.List).Select(item => item.Source));
        return new ReportView(facts, evaluation, RowAccountFacts.Of(facts.RowAccount), SplitFact.Of(facts.Splits), protocols,
            new ModelMarks(models));
    }

    /// <summary>The value of an option, or null.</summary>
    public JsonNode? Option(string key) => Facts.Options.FirstOrDefault(option => option.Key == key)?.Value;

    /// <summary>Rows of a table, or null where it was not written.</summary>
    public long? Rows(string table) => Facts.Stages.SelectMany(stage => stage.Tables).FirstOrDefault(each => each.Table == table)?.Rows;
}
