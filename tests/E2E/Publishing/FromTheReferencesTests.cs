using System.Text.RegularExpressions;

namespace Observability.E2E.Publishing;

/// <summary>docs/from-the-references.md says where each setting of the two deployments is: it is there.</summary>
[Tier(Tier.Golden)]
public sealed partial class FromTheReferencesTests
{
    // | setting | `path`, or: differs: why: `path` | `text` |
    public static TheoryData<string, string, string> Rows =>
    [
        .. from line in File.ReadLines(Repository.Combine("docs", "from-the-references.md"))
           where line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Setting", StringComparison.Ordinal)
           let cells = Separator().Split(line.Trim().Trim('|')).Select(cell => cell.Trim()).ToArray()
           select (cells[0], cells[1], cells[2]),
    ];

    [Fact]
    public void Rows_OfBothDeployments_AreFound()
    {
        Assert.True(Rows.Count > 90);
        Assert.Contains(Rows, row => row.Data.Item2.Contains("`talos/", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Setting_OfAReference_IsWhereThePageSays(string setting, string here, string text)
    {
        if (Published().Matches(here).LastOrDefault() is not { } file)
        {
            Assert.True(here.StartsWith("differs: ", StringComparison.Ordinal), $"{setting} is nowhere");
            return;
        }

        var content = File.ReadAllText(Repository.Combine("manifests", file.Groups["path"].Value));
        Assert.Contains(text.Trim('`').Replace("\\|", "|", StringComparison.Ordinal), content, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Separator();

    [GeneratedRegex("`(?<path>(doks|talos)/[^`]+)`")]
    private static partial Regex Published();
}
