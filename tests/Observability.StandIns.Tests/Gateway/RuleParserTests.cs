using System.Diagnostics;
using System.Text;
using Observability.StandIns.Gateway.Rules;

namespace Observability.StandIns.Tests.Gateway;

public class RuleParserTests
{
    // What rules are made of, and what they are not.
    private static readonly string[] s_pieces =
    [
        "Host", "Path", "PathPrefix", "HostRegexp", "Header", "Query", "Method", "ClientIP", "HostSNI", "(", ")", "((", "))", "!", "&&", "||",
        "&", "|", ",", "`", "\"", "`a`", "`/`", "\"a\"", "\\", "\\x41", "\\u00e9", "\\400", "\\", " ", "\n", "\r", "\t", "\0", "é", "\ud800", "'", "_", "9",
        "Host(`a.localhost`)", "PathPrefix(`/b`)", "Header(`X`, `y`)",
    ];

    /// <summary>
    /// Each rule of the file with what becomes of it: the canonical spelling, which parses to itself, or the mistake.
    /// UPDATE_GOLDEN=1 writes the file instead, for a person to review.
    /// </summary>
    [Fact]
    [Tier(Tier.Golden)]
    public void Parse_RulesOfTheFile_BecomeWhatItSays()
    {
        var path = Repository.Combine("tests", "Observability.StandIns.Tests", "Gateway", "Golden", "rules.txt");
        var expected = File.ReadAllText(path);
        var actual = new StringBuilder();
        foreach (var line in expected.Split('\n'))
        {
            if (!line.StartsWith("  ", StringComparison.Ordinal))
            {
                actual.Append(line).Append('\n');
                if (line.Length > 0 && line[0] != '#')
                {
                    actual.Append("  ").Append(Describe(line.Replace("⏎", "\n", StringComparison.Ordinal))).Append('\n');
                }
            }
        }

        actual.Length--;
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual.ToString());
        }

        Assert.Equal(File.ReadAllText(path), actual.ToString());
    }

    [Fact]
    public void Parse_AnyText_GivesARuleOrAMistakeInIt()
    {
        var random = new Random(20261125);
        var started = Stopwatch.GetTimestamp();
        var parsed = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
            try
            {
                var canonical = RuleParser.Parse(text).ToString();
                Assert.Equal(canonical, RuleParser.Parse(canonical).ToString());
                parsed++;
            }
            catch (RuleSyntaxException mistake)
            {
                Assert.InRange(mistake.Position, 0, text.Length);
            }
        }

        Assert.True(parsed > 100, $"only {parsed} of the texts were rules");
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20), "it took too long");
    }

    [Fact]
    public void Parse_RulesPutTogetherAtRandom_SurviveTheirCanonicalSpelling()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var text = RandomRule(random, depth: 4);

            var canonical = RuleParser.Parse(text).ToString();

            Assert.Equal(canonical, RuleParser.Parse(canonical).ToString());
        }
    }

    [Theory]
    [InlineData('(')]
    [InlineData('!')]
    public void Parse_NestedWithoutEnd_IsAMistakeNotACrash(char opening) =>
        Assert.Contains("levels", Assert.Throws<RuleSyntaxException>(() => RuleParser.Parse(new string(opening, 1_000_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_ChainOfAHundredThousand_IsOneRule()
    {
        var rule = RuleParser.Parse(string.Join(" || ", Enumerable.Repeat("Path(`/a`)", 100_000)));

        Assert.Equal(RuleMatch.No, rule.Match(RequestFor("/b")));
    }

    [Theory]
    [InlineData("Path(`/a`) && HostRegexp(`x`)", RuleMatch.Unknown)]
    [InlineData("Path(`/b`) && HostRegexp(`x`)", RuleMatch.No)]
    [InlineData("HostRegexp(`x`) && Path(`/b`)", RuleMatch.No)]
    [InlineData("Path(`/a`) || HostRegexp(`x`)", RuleMatch.Yes)]
    [InlineData("HostRegexp(`x`) || Path(`/b`)", RuleMatch.Unknown)]
    [InlineData("!HostRegexp(`x`)", RuleMatch.Unknown)]
    [InlineData("!(Path(`/b`) && HostRegexp(`x`))", RuleMatch.Yes)]
    internal void Match_UnsupportedMatcher_IsUnknownOnlyWhereItMatters(string rule, RuleMatch expected) =>
        Assert.Equal(expected, RuleParser.Parse(rule).Match(RequestFor("/a")));

    [Theory]
    [InlineData("ClientIP(`127.0.0.1`)", RuleMatch.Yes)]
    [InlineData("ClientIP(`127.0.0.0/8`)", RuleMatch.Yes)]
    [InlineData("ClientIP(`10.0.0.0/8`)", RuleMatch.No)]
    internal void Match_ClientIP_IsAnAddressOrANetwork(string rule, RuleMatch expected) =>
        Assert.Equal(expected, RuleParser.Parse(rule).Match(RequestFor("/a")));

    private static RuleRequest RequestFor(string path) => new(
        "a.localhost",
        path,
        "GET",
        new Microsoft.AspNetCore.Http.HeaderDictionary(),
        Microsoft.AspNetCore.Http.QueryCollection.Empty,
        System.Net.IPAddress.Loopback);

    private static string Describe(string rule)
    {
        try
        {
            var canonical = RuleParser.Parse(rule).ToString();
            return RuleParser.Parse(canonical).ToString() == canonical ? $"= {canonical}" : "? it does not survive";
        }
        catch (RuleSyntaxException mistake)
        {
            return $"! {mistake.Message}";
        }
    }

    private static string RandomRule(Random random, int depth)
    {
        string Inner() => RandomRule(random, depth - 1);
        return (depth == 0 ? 0 : random.Next(5)) switch
        {
            0 => $"Host({RandomValue(random)})",
            1 => $"!{(random.Next(2) == 0 ? $"({Inner()})" : "Path(`/x`)")}",
            2 => $"{Inner()}&&{Inner()}",
            3 => $"{Inner()} ||\n {Inner()}",
            _ => $"( {Inner()} )",
        };
    }

    // Values in Go's quotes, with escapes of every kind.
    private static string RandomValue(Random random)
    {
        string[] parts = ["a", "\\\"", "\\\\", "\\n", "\\x2e", "\\101", "\\u0041", "\\U00000042", "`", "{{", "$", "#", " ", "'"];
        return $"\"x{string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => parts[random.Next(parts.Length)]))}\"";
    }
}
