namespace RecPipeline.Jobs.Commands;

/// <summary>What somebody reads who types the program's name alone.</summary>
internal static class Overview
{
    private const string Promise =
        "from a file of ratings to a top-N list with reasons for every user, measured on ratings that training never saw.";

    public static string Text { get; } = $"""
    RecPipeline {ProgramVersion.Text.Split('+')[0]}: {Promise}

      ./recpipeline run                                            the whole pipeline on the MovieLens sample; prints where its report is
      ./recpipeline run --ratings r.csv --items i.csv --out out/r  the same on your files
      ./recpipeline show --user 85                                 a user's list and its reasons

    All commands: ./recpipeline --help. Options of one: ./recpipeline run --help. Settings: conf/README.md. To read on: README.md.
    """;
}
