using System.Globalization;
using RecPipeline.FormatsHost;

// Reads damaged files on behalf of tests, which see a crash, a hang or too much memory as the end of this process.
//   read FILE                 prints 'rows N' or 'refused MESSAGE', then the peak of its memory
//   invert FILE MASK...       reads FILE with each byte in turn changed by each mask, and counts what came of it
switch (args)
{
    case ["read", var file]:
        DamagedFile.Read(file);
        return 0;
    case ["invert", var file, .. var masks]:
        DamagedFile.Invert(file, [.. masks.Select(mask => byte.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture))]);
        return 0;
    default:
        Console.Error.WriteLine("usage: read FILE | invert FILE MASK...");
        return 2;
}
