using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Stages;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Jobs.Tests.Configuration;

/// <summary>Options about the fields of a ratings row.</summary>
public class FieldOptionsTests
{
    [Theory]
    [InlineData("\\t", "\t")]
    [InlineData("\\001", "\u0001")]
    [InlineData("\\x01", "\u0001")]
    [InlineData("\\u0001", "\u0001")]
    [InlineData("\\377", "\u00FF")]
    [InlineData("\\\\", "\\")]
    [InlineData("\\\\t", "\\t")]
    [InlineData("a\\tb", "a\tb")]
    [InlineData("\\", "\\")]
    [InlineData("::", "::")]
    public void Separator_Escapes_AreTheCharacters(string written, string expected)
    {
        Assert.True(EscapedText.TryRead(written, out string value));
        Assert.Equal(expected, value);
        if (expected is "\t" or "\u0001")
            Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(InputLayout.Of(new Layers { Set = ["input.layout=table", $"input.table.separator={written}"] }.Load()).Ratings.Format.Separator));
    }

    [Theory]
    [InlineData("\\n")]
    [InlineData("\\x0")]
    [InlineData("\\u00g1")]
    [InlineData("\\009")]
    [InlineData("\\400")]
    [InlineData("\\d")]
    public void Separator_OtherEscapes_AreMistakes(string written) => Assert.Equal(
        $"input.table.separator is '{written}', in which a backslash begins no character that is known; write \\t, \\001, \\x01, \\u0001, or \\\\ for a backslash.",
        Assert.Single(new Layers { Set = [$"input.table.separator={written}"] }.Mistakes()));

    [Theory]
    [InlineData("[-1, \"NaN\", \"\\\\N\"]", "-1", "NaN", "\\N")]
    [InlineData("-1", "-1")]
    [InlineData("\\N", "\\N")]
    [InlineData("[0.0]", "0.0")]
    [InlineData("[]")]
    public void NullValues_NumbersAndOneAlone_AreAList(string written, params string[] expected) =>
        Assert.Equal(expected, new Layers { Set = [$"input.table.nullValues={written}"] }.Load().Input.Table.NullValues);

    // A backslash in JSON is written twice: this is no list, and no marker either.
    [Fact]
    public void NullValues_ListWithAMistake_IsRefused() => Assert.EndsWith(
        "it must be a list, each entry a text.", Assert.Single(new Layers { Set = ["input.table.nullValues=[\"\\N\"]"] }.Mistakes()), StringComparison.Ordinal);

    [Fact]
    public void EventWeights_AreNumbersAndImplyImplicitSums()
    {
        var options = new Layers { Set = ["input.layout=table", "input.table.rating=event", "input.table.eventWeights={\"view\":1,\"add to cart\":2.5}", "input.table.eventWeights.buy=5"] }.Load();
        Assert.Equal([("add to cart", 2.5f), ("buy", 5f), ("view", 1f)], InputLayout.Of(options).Forms.EventWeights!.Select(each => (each.Key, each.Value)).OrderBy(each => each.Key, StringComparer.Ordinal));
        Assert.Equal(("implicit", "sum", "merged"), (options.Clean.Feedback, options.Clean.Duplicates, options.Clean.DuplicateRows));
        var byHand = new Layers { Set = ["input.layout=table", "input.table.eventWeights.like=1", "clean.feedback=explicit"] }.Load();
        Assert.Equal(("explicit", "latest", "rejected"), (byHand.Clean.Feedback, byHand.Clean.Duplicates, byHand.Clean.DuplicateRows));
    }

    [Theory]
    [InlineData("input.table.eventWeights.view is 'much'; a weight is a number.", "input.table.eventWeights.view=much")]
    [InlineData("input.table.eventWeights.view is 0; a confidence (clean.feedback=implicit) is above 0. Leave the event out, and its rows are filtered.", "input.table.eventWeights.view=0")]
    [InlineData("input.table.eventWeights gives weights to events, but input.table.rating, which names their column, is empty; name it.", "input.table.rating=", "input.table.eventWeights.view=1")]
    [InlineData("input.table.rating is empty, so every row counts 1, which is no rating; set clean.feedback=implicit, or name the column of the ratings.", "input.layout=table", "input.table.rating=", "clean.feedback=explicit")]
    [InlineData("clean.halfLifeDays lets old rows count less, but there are no times: input.table.timestamp is empty. Name the column of the times, or leave clean.halfLifeDays 0.", "input.layout=table", "clean.feedback=implicit", "input.table.timestamp=", "clean.halfLifeDays=30")]
    [InlineData("input.table must name the columns user and item.", "input.table.item=")]
    public void Load_FieldOptionsThatContradict_AreNamed(string expected, params string[] settings) =>
        Assert.Equal(expected, Assert.Single(new Layers { Set = settings }.Mistakes()));

    [Fact]
    public void DuplicateRows_SetByHandOrImplicit_AreMerged()
    {
        string Of(params string[] settings) => new Layers { Set = settings }.Load().Clean.DuplicateRows;
        Assert.Equal("rejected", Of());
        Assert.Equal("merged", Of("clean.duplicates=latest"));
        Assert.Equal("merged", Of("clean.feedback=implicit"));
        Assert.Equal("merged", Of("input.layout=youtube"));
        Assert.Equal("rejected", Of("clean.duplicates=max", "clean.duplicateRows=rejected"));
    }

    [Theory]
    [InlineData("seconds", TimeUnit.Seconds)]
    [InlineData("milliseconds", TimeUnit.Milliseconds)]
    [InlineData("microseconds", TimeUnit.Microseconds)]
    [InlineData("iso", TimeUnit.Iso)]
    public void Forms_HoldForEveryLayout(string unit, TimeUnit expected)
    {
        var forms = InputLayout.Of(new Layers { Set = [$"input.table.timestampUnit={unit}", "input.table.decimal=,", "input.table.nullValues=NaN"] }.Load()).Forms;
        Assert.Equal((expected, ',', "NaN"), (forms.TimeUnit, forms.Decimal, Assert.Single(forms.NullValues)));
    }
}
