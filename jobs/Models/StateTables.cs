using System.Text.Json.Nodes;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Jobs.Models;

/// <summary>States of models as tables: <c>models/&lt;model&gt;/&lt;table&gt;</c>, a row for each item or user, or ranked rows.</summary>
internal static class StateTables
{
    /// <summary>The columns that lead every row, before those of the model.</summary>
    public static FieldList Lead(TableForm form) => FieldList.Of(
    [
        .. form.Axis == Axis.Scalar ? (Field[])[] : [new Field(form.Axis == Axis.Item ? "item_index" : "user_index", DataType.Int32)],
        .. form.Form == RowForm.Ranked ? (Field[])[new Field("rank", DataType.Int32)] : [],
    ]);

    public static void Write(StageContext context, IModel model, ModelState state) => Write(context, model.Name, model.Tables, state);

    /// <summary>Writes some tables of a state.</summary>
    public static void Write(StageContext context, string model, IEnumerable<TableForm> forms, ModelState state)
    {
        foreach (var form in forms)
        {
            var batch = ToBatch(form, state[form.Name]);
            context.Write(TableNames.StateTable(model, form.Name), batch.Schema, [.. batch.Columns]);
        }
        if (state.Facts.Count > 0)
            context.Properties["facts"] = new JsonObject(
                state.Facts.Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)JsonValue.Create(fact.Value))));
    }

    public static ModelState Read(StageContext context, IModel model) => new(
        [.. model.Tables.Select(
            form => Read(form, context.Load(TableNames.StateTable(model.Name, form.Name)).Batch, Rows(context, form.Axis)))],
            Facts(context, model));

    public static RecordBatch ToBatch(TableForm form, StateTable table)
    {
        Column[] lead = form switch
        {
            { Axis: Axis.Scalar } => [],
            { Form: RowForm.Ranked } => [Columns.Int32(CsrOffsets.RowOfEntry(table.Offsets)), Columns.Int32(RankOfEntry(table.Offsets!))],
            _ => [Columns.Indexes(table.Rows)],
        };
        Column[] columns = [.. lead, .. table.Columns.Select(column => ToColumn(form, table, column))];
        return new RecordBatch(
            new FieldList(
                [.. Lead(form), .. table.Columns.Zip(columns.Skip(lead.Length), (column, values) => new Field(column.Name, values.Type))]),
                columns);
    }

    /// <summary>A table of a state from rows in any order.</summary>
    /// <param name="form">Of the table.</param>
    /// <param name="batch">All its rows.</param>
    /// <param name="rows">Items or users of the run.</param>
    public static StateTable Read(TableForm form, RecordBatch batch, int rows)
    {
        var lead = Lead(form);
        var order = Order(form, batch, rows, out int[]? offsets);
        var fields = batch.Schema.Skip(lead.Count).ToArray();
        if (form.Form == RowForm.Lists)
            return Lists(form, batch, fields, order, rows);
        return new StateTable(form.Name, form.Axis, offsets, [.. fields.Select(field => FromColumn(field.Name, batch[field.Name], order))]);
    }

    private static int Rows(StageContext context, Axis axis) => axis switch
    {
        Axis.Item => context.ItemCount(),
        Axis.User => context.UserCount(),
        _ => 1,
    };

    private static Dictionary<string, double> Facts(StageContext context, IModel model) =>
        model.Tables.Count > 0
            && context.Contract(TableNames.StateTable(model.Name, model.Tables[0].Name)).Properties["facts"] is JsonObject facts
            ? facts.ToDictionary(fact => fact.Key, fact => (double)fact.Value!) : [];

    // Place of each row of the batch; null where rows stand in their places, as we write them.
    private static int[]? Order(TableForm form, RecordBatch batch, int rows, out int[]? offsets)
    {
        offsets = null;
        if (form.Axis == Axis.Scalar)
            return null;
        var index = batch.Values<int>(Lead(form)[0].Name);
        var order = new int[batch.RowCount];
        if (form.Form == RowForm.Ranked)
        {
            offsets = CsrOffsets.OfEntries(rows, index);
            var rank = batch.Values<int>("rank");
            for (int row = 0; row < order.Length; row++)
                order[row] = offsets[index[row]] + rank[row] - 1;
        }
        else
        {
            index.CopyTo(order);
        }
        return IsIdentity(order) ? null : order;
    }

    private static bool IsIdentity(int[] order)
    {
        for (int row = 0; row < order.Length; row++)
            if (order[row] != row)
                return false;
        return true;
    }

    private static StateTable Lists(TableForm form, RecordBatch batch, Field[] fields, int[]? order, int rows)
    {
        if (order is not null)
            throw new InvalidDataException($"The rows of '{form.Name}' stand in another order than they were written in.");
        var first = (ListColumn)batch[fields[0].Name];
        int[] offsets = first.Offsets[..(rows + 1)].ToArray();
        return new StateTable(form.Name, form.Axis, offsets,
            [.. fields.Select(field => new StateColumn(field.Name, ArrayOf(((ListColumn)batch[field.Name]).Elements)))]);
    }

    private static StateColumn FromColumn(string name, Column column, int[]? order)
    {
        if (column is not ListColumn lists)
            return new StateColumn(name, Placed(ArrayOf(column), order, 1));
        int width = lists.Offsets.Length > 1 ? lists.Offsets[1] - lists.Offsets[0] : 0;
        return new StateColumn(name, Placed(ArrayOf(lists.Elements), order, width), width);
    }

    private static Array Placed(Array values, int[]? order, int width)
    {
        if (order is null)
            return values;
        var placed = Array.CreateInstance(values.GetType().GetElementType()!, values.Length);
        for (int row = 0; row < order.Length; row++)
            Array.Copy(values, row * width, placed, order[row] * width, width);
        return placed;
    }

    private static Array ArrayOf(Column column) => column switch
    {
        Column<int> ints => Table.ArrayOf(ints),
        Column<long> longs => Table.ArrayOf(longs),
        Column<float> floats => Table.ArrayOf(floats),
        Column<double> doubles => Table.ArrayOf(doubles),
        _ => throw new InvalidDataException($"A model's state has a column of type {column.Type}."),
    };

    private static Column ToColumn(TableForm form, StateTable table, StateColumn column)
    {
        var values = Plain(column.Values);
        return form.Form == RowForm.Lists ? Columns.Lists(table.Offsets!, values)
            : column.Width == 1 ? values
            : Columns.Lists([.. Enumerable.Range(0, table.Rows + 1).Select(row => row * column.Width)], values);
    }

    private static Column Plain(Array values) => values switch
    {
        int[] ints => Columns.Int32(ints),
        long[] longs => Columns.Int64(longs),
        float[] floats => Columns.Float32(floats),
        double[] doubles => Columns.Float64(doubles),
        _ => throw StateColumn.Refused(values),
    };

    private static int[] RankOfEntry(int[] offsets)
    {
        var ranks = new int[offsets[^1]];
        for (int row = 0; row < offsets.Length - 1; row++)
            for (int i = offsets[row]; i < offsets[row + 1]; i++)
                ranks[i] = i - offsets[row] + 1;
        return ranks;
    }
}
