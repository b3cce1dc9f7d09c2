namespace RecPipeline.Models.Contract;

/// <summary>What a row of a state's table belongs to.</summary>
public enum Axis
{
    /// <summary>One row per item index.</summary>
    Item,

    /// <summary>One row per user index.</summary>
    User,

    /// <summary>One row, of values that belong to the whole model.</summary>
    Scalar,
}

/// <summary>How the rows of a state's table stand along its axis.</summary>
public enum RowForm
{
    /// <summary>One row for each item, user or model.</summary>
    One,

    /// <summary>Any number of rows for each, best first; in Parquet with its <c>rank</c>.</summary>
    Ranked,

    /// <summary>One row for each, whose columns hold lists of any length.</summary>
    Lists,
}

/// <summary>A table that a model's state has.</summary>
/// <param name="Name">File-safe, lower case.</param>
/// <param name="Axis">What rows belong to.</param>
/// <param name="Form">How they stand.</param>
public sealed record TableForm(string Name, Axis Axis, RowForm Form = RowForm.One);

/// <summary>What a fit learned: a few tables of numbers and some facts.</summary>
/// <remarks>One form serves as Parquet tables <c>models/&lt;name&gt;/&lt;table&gt;</c>, as a broadcast (<see cref="StateBytes"/>), for
/// content hashes and in the account of memory.</remarks>
/// <param name="Tables">Told apart by name.</param>
/// <param name="Facts">Numbers about the fit for the log and the contract, such as the number of iterations.</param>
public sealed record ModelState(IReadOnlyList<StateTable> Tables, IReadOnlyDictionary<string, double> Facts)
{
    public ModelState(params StateTable[] tables)
        : this(tables, new Dictionary<string, double>())
    {
    }

    /// <summary>Bytes of all values.</summary>
    public long Bytes => Tables.Sum(table => table.Bytes);

    /// <exception cref="ArgumentException">The state has no such table.</exception>
    public StateTable this[string table] => Tables.FirstOrDefault(each => each.Name == table)
        ?? throw new ArgumentException(
            $"The state has the tables {string.Join(", ", Tables.Select(each => each.Name))}, not '{table}'.", nameof(table));
}

/// <summary>Columns of numbers along an axis: a row of values for each item or user, or a list of rows for each.</summary>
/// <remarks>Example of lists: items 0 and 1 with 2 and 0 neighbours: Offsets 0 2 2, column neighbour_index 7 4, column score .9
/// .1.</remarks>
/// <param name="Name">File-safe, lower case.</param>
/// <param name="Axis">What rows belong to.</param>
/// <param name="Offsets">[rows + 1] where each list begins; null for one row each.</param>
/// <param name="Columns">At least one.</param>
public sealed record StateTable(string Name, Axis Axis, int[]? Offsets, params IReadOnlyList<StateColumn> Columns)
{
    /// <summary>A table with one row for each item, user or model.</summary>
    public StateTable(string name, Axis axis, params IReadOnlyList<StateColumn> columns)
        : this(name, axis, null, columns)
    {
    }

    /// <summary>Rows along the axis.</summary>
    public int Rows => Offsets is null ? Columns[0].Rows : Offsets.Length - 1;

    public long Bytes => Columns.Sum(column => column.Bytes) + (sizeof(int) * (Offsets?.Length ?? 0L));

    /// <summary>The values of a column.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds values of another type.</exception>
    public T[] Values<T>(string column)
        where T : unmanaged => Column(column).Values as T[]
            ?? throw new ArgumentException(
                $"Column '{column}' of table '{Name}' holds {StateColumn.TypeOf(Column(column).Values)}, not {typeof(T).Name}.",
                nameof(column));

    public StateColumn Column(string name) => Columns.FirstOrDefault(each => each.Name == name)
        ?? throw new ArgumentException(
            $"Table '{Name}' has the columns {string.Join(", ", Columns.Select(each => each.Name))}, not '{name}'.", nameof(name));
}

/// <summary>One column of a state's table: int, long, float or double, <paramref name="Width"/> values a row.</summary>
/// <param name="Name">As the Parquet column is named.</param>
/// <param name="Values">[rows × width], row-major.</param>
/// <param name="Width">1 for a plain column, the length of the vectors otherwise.</param>
public sealed record StateColumn(string Name, Array Values, int Width = 1)
{
    public int Rows => Width == 0 ? 0 : Values.Length / Width;

    public long Bytes => Values.LongLength * ElementBytes(Values);

    internal static string TypeOf(Array values) => values.GetType().GetElementType()!.Name;

    internal static int ElementBytes(Array values) => values switch
    {
        int[] or float[] => 4,
        long[] or double[] => 8,
        _ => throw Refused(values),
    };

    /// <summary>The error for an array that no state may hold.</summary>
    public static ArgumentException Refused(Array values) =>
        new($"A state holds int, long, float or double, not {TypeOf(values)}.", nameof(values));
}
