using System.Security.Cryptography;

namespace RecPipeline.Spark.Launching;

/// <summary>Fetches a release from Apache's archive and compares it with the SHA-512 that is published beside it.</summary>
internal static class SparkDownload
{
    /// <summary>Keeps every release, unlike the mirrors.</summary>
    public static readonly Uri Archive = new("https://archive.apache.org/dist/spark/");

    public static SparkHome Fetch(string version, SparkFinderOptions options)
    {
        string name = $"spark-{version}-bin-hadoop3.tgz";
        var address = new Uri(options.Mirror, $"spark-{version}/{name}");
        Directory.CreateDirectory(options.Cache);
        string file = Path.Combine(options.Cache, $".{Guid.NewGuid():N}-{name}");
        options.Log($"downloading {address} (once, 300 to 400 MB)");
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(30) };
            string expected = Sum(client, new Uri(address + ".sha512"), name);
            string found = Save(client, address, file);
            return found == expected
                ? SparkCache.Unpack(file, version, options) with { Source = address.ToString() }
                : throw new SparkNotFoundException(
                    $"{address}: SHA-512 is {found}, the published one is {expected}. The download is damaged; run this again.");
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or IOException)
        {
            throw new SparkNotFoundException(
                $"{address}: {error.Message}. Download Spark {version} by hand, unpack it and set SPARK_HOME.", error);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Save(HttpClient client, Uri address, string file)
    {
        using var response = client.Send(new HttpRequestMessage(HttpMethod.Get, address), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using var from = response.Content.ReadAsStream();
        using var to = File.Create(file);
        using var hash = SHA512.Create();
        using (var through = new CryptoStream(to, hash, CryptoStreamMode.Write, leaveOpen: true))
            from.CopyTo(through, 1 << 20);
        return Convert.ToHexStringLower(hash.Hash!);
    }

    // Apache publishes either "hash  name" or gpg's "name: HASH IN GROUPS" over several lines.
    private static string Sum(HttpClient client, Uri address, string name)
    {
        using var response = client.Send(new HttpRequestMessage(HttpMethod.Get, address));
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(response.Content.ReadAsStream());
        string text = reader.ReadToEnd().Replace(name, "", StringComparison.Ordinal);
        string digits = string.Concat(text.Where(char.IsAsciiHexDigit)).ToLowerInvariant();
        return digits.Length == 128
            ? digits
            : throw new SparkNotFoundException(
                $"{address}: expected 128 hexadecimal digits, found {digits.Length}. Download Spark by hand and set SPARK_HOME.");
    }
}
