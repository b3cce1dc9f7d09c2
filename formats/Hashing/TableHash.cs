using System.Globalization;

namespace RecPipeline.Formats.Hashing;

/// <summary>The content hash of a table: equal for equal rows in any order, any number of files, on any engine.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Sum">Sum of the row hashes modulo 2⁶⁴.</param>
/// <param name="MixedSum">Sum of a mix of the row hashes modulo 2⁶⁴; rows that cancel in one sum do not in the other.</param>
/// <param name="Schema">Hash of the column names and types.</param>
public readonly record struct TableHash(long Rows, ulong Sum, ulong MixedSum, ulong Schema)
{
    /// <summary>The hash of both parts together. Partitions hash on their own machine and combine here.</summary>
    /// <exception cref="ArgumentException">The parts have different schemas.</exception>
    public TableHash Combine(TableHash other) => Schema == other.Schema
        ? new TableHash(Rows + other.Rows, Sum + other.Sum, MixedSum + other.MixedSum, Schema)
        : throw new ArgumentException($"Parts of one table have different schemas: {Schema:x16} and {other.Schema:x16}.", nameof(other));

    /// <summary>The form kept in contracts: <c>rows-sum-mixedsum-schema</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Rows}-{Sum:x16}-{MixedSum:x16}-{Schema:x16}");
}
