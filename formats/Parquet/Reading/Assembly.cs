using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Schemas;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Puts columns together from decoded leaves: finds lists and structs in the levels.</summary>
/// <remarks>
/// Within a list of repetition level p whose elements have definition level q, an entry of a leaf begins a value if its repetition level is at most p and
/// its definition level at least q. At the top both are 0, so that every row is a value.
/// Worked example: <c>[[1, null], null, []]</c> as an optional list of optional int has repetition 0 1 0 0 and definition 3 2 0 1.
/// </remarks>
internal sealed class Assembly(IReadOnlyDictionary<ScalarPlan, DecodedLeaf> leaves, Place place)
{
    private const string Doing = "putting rows together";

    /// <summary>The column of a plan at the top of the schema.</summary>
    public Column Build(ColumnPlan plan) => Build(plan, 0, 0);

    private Column Build(ColumnPlan plan, int repetition, int definition) => plan switch
    {
        ScalarPlan scalar => leaves[scalar].Column,
        ListPlan list => BuildList(list, repetition, definition),
        StructPlan structs => BuildStruct(structs, repetition, definition),
        _ => throw new NotSupportedException($"There is no column of a {plan.GetType().Name}."),
    };

    private ListColumn BuildList(ListPlan plan, int repetition, int definition)
    {
        var elements = Build(plan.Element, plan.Repeated.RepetitionLevel, plan.Repeated.DefinitionLevel);
        var entries = new Entries(leaves[plan.FirstLeaf], repetition, definition);
        var offsets = Offsets(plan, entries, entries.CountValues(), elements.Length);
        return new ListColumn((ListType)plan.Field.Type, offsets, elements, plan.Field.Nullable ? entries.Validity(offsets.Length - 1, plan.Node.DefinitionLevel) : []);
    }

    private int[] Offsets(ListPlan plan, Entries entries, int count, int elementCount)
    {
        var offsets = new int[count + 1];
        var (list, elements) = (0, 0);
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries.IsValue(i))
                offsets[list++] = elements;
            if (entries.Repetition(i) > plan.Repeated.RepetitionLevel || entries.Definition(i) < plan.Repeated.DefinitionLevel)
                continue;
            elements += list > 0 ? 1 : throw Error(plan, "an element before the first list", "a list first");
        }
        offsets[count] = elements;
        return elements == elementCount ? offsets : throw Error(plan, $"{elementCount:N0} elements", $"{elements:N0} as the lists' levels say");
    }

    private StructColumn BuildStruct(StructPlan plan, int repetition, int definition)
    {
        Column[] members = [.. plan.Members.Select(member => Build(member, repetition, definition))];
        for (int i = 1; i < members.Length; i++)
        {
            if (members[i].Length != members[0].Length)
                throw Error(plan, $"{members[i].Length:N0} values in '{plan.Members[i].Field.Name}'", $"{members[0].Length:N0} as in '{plan.Members[0].Field.Name}'");
        }
        var entries = new Entries(leaves[plan.FirstLeaf], repetition, definition);
        byte[] validity = plan.Field.Nullable ? entries.Validity(members[0].Length, plan.Node.DefinitionLevel) : [];
        return new StructColumn((StructType)plan.Field.Type, members[0].Length, members, validity);
    }

    private ParquetFormatException Error(ColumnPlan plan, string found, string expected) =>
        ParquetThrow.Damaged(place with { Column = plan.Node.Path }, Doing, found, expected);
}
