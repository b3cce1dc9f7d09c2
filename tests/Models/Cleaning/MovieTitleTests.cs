using RecPipeline.Models.Cleaning;

namespace RecPipeline.Models.Tests.Cleaning;

public class MovieTitleTests
{
    // Titles of MovieLens latest-small, but for the last five.
    [Theory]
    [InlineData("Toy Story (1995)", 1995)]
    [InlineData("City of Lost Children, The (Cité des enfants perdus, La) (1995)", 1995)]
    [InlineData("Dangerous Minds (1995) ", 1995)]
    [InlineData("2001: A Space Odyssey (1968)", 1968)]
    [InlineData("Babylon 5", null)]
    [InlineData("Death Note: Desu nôto (2006–2007)", null)]
    [InlineData("(1995)", 1995)]
    [InlineData("Film (1995) II", null)]
    [InlineData("Film (19955)", null)]
    [InlineData("Film (١٩٩٥)", null)]
    [InlineData("", null)]
    public void Parse_Title_FindsTheTrailingYearAndKeepsTheText(string title, int? year) =>
        Assert.Equal((title, year), MovieTitle.Parse(title));
}
