using CsCheck;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Formats.Tests.Arrow.Support;

namespace RecPipeline.Formats.Tests.Columns;

/// <summary>Slices and joins of random tables, with every type and nesting.</summary>
public sealed class SliceTests
{
    [Fact]
    public void Slice_RandomTables_HoldsTheRowsOfThatRange()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var (random, batch) = Table(seed);
            int start = random.Next(batch.RowCount + 1), length = random.Next(batch.RowCount - start + 1);
            Assert.Equal(RowText.Of([batch]).Skip(start).Take(length), RowText.Of([batch.Slice(start, length)]));
        }
    }

    [Fact]
    public void Concat_SlicesOfATable_GiveTheTableAgain()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var (random, batch) = Table(seed);
            int first = random.Next(batch.RowCount + 1), second = random.Next(first, batch.RowCount + 1);
            RecordBatch[] parts = [batch.Slice(0, first), batch.Slice(first, second - first), batch.Slice(second, batch.RowCount - second)];
            Assert.Equal(RowText.Of([batch]), RowText.Of([Concatenation.Concat(batch.Schema, parts)]));
        }
    }

    [Fact]
    public void Hash_SlicesOfATable_AddUpToTheHashOfTheTable()
    {
        int hashed = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            var (random, batch) = Table(seed);
            // Random bits are sometimes NaN, which no table may hold.
            if (batch.Schema.ToString().Contains("float", StringComparison.Ordinal))
                continue;
            int cut = random.Next(batch.RowCount + 1);
            Assert.Equal(Hash(batch), Hash(batch.Slice(0, cut)).Combine(Hash(batch.Slice(cut, batch.RowCount - cut))));
            hashed++;
        }
        Assert.InRange(hashed, 40, 99);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 4)]
    [InlineData(3, 1)]
    [InlineData(1, int.MaxValue)]
    public void Slice_OutsideTheColumn_IsRefused(int start, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NullColumn(3).Slice(start, length));

    [Fact]
    public void ToStruct_AndBack_GivesTheColumnsAgain()
    {
        var (_, batch) = Table(7);
        var again = RecordBatch.Of(batch.ToStruct());
        Assert.Equal((batch.Schema, batch.RowCount), (again.Schema, again.RowCount));
        Assert.Equal(batch.Columns, again.Columns);
    }

    [Fact]
    public void Of_StructWithNulls_SaysHowMany()
    {
        var structs = new StructColumn(DataType.Struct(), 3, [], new byte[] { 0b001 });
        var error = Assert.Throws<ArgumentException>(() => RecordBatch.Of(structs));
        Assert.StartsWith("2 of 3 structs are null, and a null struct is no row of a batch.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_EverySchema_HasNoRows()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var schema = Table(seed).Batch.Schema;
            Assert.Equal(0, RecordBatch.Empty(schema).RowCount);
        }
    }

    private static (Random Random, RecordBatch Batch) Table(int seed)
    {
        return (new Random(seed), RandomTables.Of(RandomTables.Any.Tables(Gen.Int[0, 60], minColumns: 0), 20_261_205 + seed));
    }

    private static TableHash Hash(RecordBatch batch)
    {
        var hasher = new TableHasher(batch.Schema);
        hasher.Add(batch);
        return hasher.Current;
    }
}
