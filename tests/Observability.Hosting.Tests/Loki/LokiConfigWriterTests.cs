using Observability.Hosting.Loki;

namespace Observability.Hosting.Tests.Loki;

[Tier(Tier.Golden)]
public class LokiConfigWriterTests
{
    /// <summary>Keys that Loki 4 refuses or no longer knows.</summary>
    private static readonly string[] s_removed = ["table_manager", "boltdb", "row_shards", "allow_deletes", "unordered_writes", "shared_store"];

    public static TheoryData<string, string, string> Cases => new()
    {
        { "smallest", "3.7.6", "smallest-3.7.yaml" },
        { "smallest", "4.0.0", "smallest-4.0.yaml" },
        { "bucket", "3.7.6", "bucket-3.7.yaml" },
        { "bucket", "4.0.0", "bucket-4.0.yaml" },
        { "dotted-bucket", "3.7.6", "dotted-bucket-3.7.yaml" },
        { "dotted-bucket", "4.0.0", "dotted-bucket-4.0.yaml" },
        { "tenant", "3.7.6", "tenant-3.7.yaml" },
        { "alerts", "3.1.0", "alerts-3.1.yaml" },
        { "alerts", "3.7.6", "alerts-3.7.yaml" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_EachShape_MatchesGoldenFileOfVersion(string shape, string version, string golden)
    {
        var text = LokiConfigWriter.Write(LokiShapes.Named(shape), Version.Parse(version));

        GoldenFile.Matches($"Loki/Golden/{golden}", text);
        Assert.DoesNotContain(s_removed, key => text.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/home/jörg/a b/#1: yes")]
    [InlineData("/tmp/it's \"quoted\"")]
    [InlineData("- dash")]
    public void Write_FolderThatYamlWouldReadOtherwise_ComesBackAsWritten(string folder)
    {
        var text = LokiConfigWriter.Write(LokiShapes.Smallest with { DataFolder = folder }, new Version(3, 7));

        Assert.Equal(folder, YamlDocument.Parse(text).Scalar("common", "path_prefix"));
        Assert.Equal($"{folder}/chunks", YamlDocument.Parse(text).Scalar("common", "storage", "filesystem", "chunks_directory"));
    }

    /// <summary>
    /// Loki puts the value in the place of the reference before it reads the YAML; single quotes are what a key of any
    /// other character survives.
    /// </summary>
    [Theory]
    [InlineData("abc/+=")]
    [InlineData("a#b: c\\d\"e")]
    [InlineData("off")]
    [InlineData("12345")]
    public void Write_Bucket_KeysSurviveTheirExpansion(string secret)
    {
        var text = LokiConfigWriter.Write(LokiShapes.Named("bucket"), new Version(3, 7))
            .Replace("${LOKI_S3_SECRET_KEY}", secret, StringComparison.Ordinal);

        Assert.Contains($"'{secret}'", text, StringComparison.Ordinal);
        Assert.Equal(secret, YamlDocument.Parse(text).Scalar("common", "storage", "s3", "secret_access_key"));
    }

    [Theory]
    [InlineData(500, "500ms")]
    [InlineData(5_000, "5s")]
    [InlineData(60_000, "1m")]
    [InlineData(604_800_000, "168h")]
    [InlineData(88_200_000, "1470m")]
    public void Duration_Milliseconds_UsesLargestUnitThatDivides(long milliseconds, string expected) =>
        Assert.Equal(expected, LokiConfigWriter.Duration(TimeSpan.FromMilliseconds(milliseconds)));
}
