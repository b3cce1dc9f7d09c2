using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Schemas;

/// <summary>How a field of ours is put together from the leaves of a file's schema.</summary>
/// <param name="Field">Name, type and nullability as the reader gives them.</param>
/// <param name="Node">The schema node whose definition level says whether a value is there.</param>
internal abstract record ColumnPlan(Field Field, SchemaNode Node)
{
    public abstract IEnumerable<ScalarPlan> Leaves { get; }

    /// <summary>The leaf whose levels are read for everything above the leaves; in a whole file any leaf says the same.</summary>
    public ScalarPlan FirstLeaf => Leaves.First();
}

/// <summary>A leaf.</summary>
/// <param name="Field">See <see cref="ColumnPlan"/>.</param>
/// <param name="Node">The leaf.</param>
/// <param name="SlotLevel">Definition level from which on an entry has a slot in the leaf's column: that of the innermost list's elements, else 0.</param>
internal sealed record ScalarPlan(Field Field, SchemaNode Node, int SlotLevel) : ColumnPlan(Field, Node)
{
    public override IEnumerable<ScalarPlan> Leaves => [this];
}

/// <summary>A list.</summary>
/// <param name="Field">See <see cref="ColumnPlan"/>.</param>
/// <param name="Node">The group annotated LIST, or the repeated node itself where there is no such group.</param>
/// <param name="Repeated">The repeated node: its levels begin an element.</param>
/// <param name="Element">The list's elements.</param>
internal sealed record ListPlan(Field Field, SchemaNode Node, SchemaNode Repeated, ColumnPlan Element) : ColumnPlan(Field, Node)
{
    public override IEnumerable<ScalarPlan> Leaves => Element.Leaves;
}

/// <summary>A struct.</summary>
internal sealed record StructPlan(Field Field, SchemaNode Node, IReadOnlyList<ColumnPlan> Members) : ColumnPlan(Field, Node)
{
    public override IEnumerable<ScalarPlan> Leaves => Members.SelectMany(member => member.Leaves);
}
