using Microsoft.Extensions.Logging.Abstractions;
using Observability.StandIns.Shipper;
using Observability.StandIns.Shipper.Components;
using Observability.StandIns.Shipper.Configuration;
using Observability.StandIns.Shipper.Files;
using Observability.StandIns.Shipper.Stages;
using Observability.StandIns.Shipper.Syntax;

namespace Observability.StandIns.Tests.Shipper;

/// <summary>What stages make of lines, from their text in the file, by https://grafana.com/docs/alloy/latest/reference/components/loki/loki.process/.</summary>
public sealed class StageTests
{
    private readonly List<string> _dropped = [];

    [Theory]
    [InlineData("stage.regex { expression = \"(?P<a>\\\\d+)-(?P<b>x)?\" }", "12-", "a=12 b=")]
    [InlineData("stage.regex { expression = \"^(?P<a>\\\\w+)$\" }", "two words", "")]
    [InlineData("stage.json { expressions = { a = \"\", b = \"x.y\", c = \"n\", d = \"o\", e = \"t\" } }", """{"a":"1","x":{"y":2.5},"n":null,"o":{"p":1},"t":true}""", "a=1 b=2.5 d={\"p\":1} e=true")]
    [InlineData("stage.json { expressions = { a = \"\" } }", "no json", "")]
    [InlineData("stage.logfmt { mapping = { a = \"\", b = \"msg\" } }", "a=1 msg=\"it said \\\"no\\\"\" flag =x \"y", "a=1 b=it said \"no\"")]
    [InlineData("stage.template { source = \"a\"\n template = \"{{ .Entry | ToUpper }}\" }", "x", "a=X")]
    public void Found_Line_IsKept(string stages, string line, string expected)
    {
        var entry = Assert.Single(Process(stages, line));

        Assert.Equal(expected, string.Join(' ', entry.Extracted.Keys.Order(StringComparer.Ordinal).Where(name => entry.Text(name) is not null).Select(name => $"{name}={entry.Text(name)}")));
    }

    // One such line would end the following of its file for good.
    [Theory]
    [InlineData("stage.json { expressions = { msg = \"\", level = \"\" } }", """{"msg":"\ud83d","level":"warn"}""", "level=warn")]
    [InlineData("stage.json { expressions = { a = \"\" } }", """{"\ud83d":"a"}""", "")]
    [InlineData("stage.json { expressions = { a = \"x.y\" } }", """{"x":{"y":"\ud83d"}}""", "a=\uFFFD")]
    [InlineData("stage.json { expressions = { n = \"length(level)\", level = \"\" } }", """{"level":5}""", "level=5")]
    [InlineData("stage.regex { expression = \"(?P<t>.+)\" }\n stage.timestamp { source = \"t\"\n format = \"Unix\" }", "-9223372036854775808", "t=-9223372036854775808")]
    [InlineData("stage.regex { expression = \"(?P<t>.+)\" }\n stage.timestamp { source = \"t\"\n format = \"UnixNs\" }", "-9223372036854775808", "t=-9223372036854775808")]
    [InlineData("stage.regex { expression = \"(?P<t>.+)\" }\n stage.timestamp { source = \"t\"\n format = \"RFC3339\" }", "2026-11-25T03:04:05.٣Z", "t=2026-11-25T03:04:05.٣Z")]
    [InlineData("stage.regex { expression = \"(?P<t>.+)\" }\n stage.timestamp { source = \"t\"\n format = \"2006-01-02\"\n location = \"Europe/Berlin\" }", "0001-01-01", "t=0001-01-01")]
    [InlineData("stage.template { source = \"a\"\n template = \"{{ regexReplaceAll \\\"(\\\" .Entry \\\"\\\" }}\" }", "x", "")]
    public void Line_WhateverItIs_ComesOut(string stages, string line, string expected) => Found_Line_IsKept(stages, line, expected);

    [Theory]
    [InlineData("stage.labels { values = { level = \"\", kind = \"level\", none = \"\" } }", "{kind=\"warn\", level=\"warn\", resource=\"r\"}")]
    [InlineData("stage.static_labels { values = { a = \"b\", empty = \"\" } }", "{a=\"b\", resource=\"r\"}")]
    [InlineData("stage.label_drop { values = [\"resource\"] }", "{}")]
    [InlineData("stage.static_labels { values = { a = \"b\" } }\n stage.label_keep { values = [\"a\"] }", "{a=\"b\"}")]
    [InlineData("stage.tenant { source = \"level\" }", "{resource=\"r\"}")]
    [InlineData("stage.regex { expression = \"(?P<word>th.)\"\n labels_from_groups = true }", "{resource=\"r\", word=\"the\"}")]
    public void Labels_Line_AreSet(string stages, string expected)
    {
        var entry = Assert.Single(Process("stage.regex { expression = \"level=(?P<level>\\\\w+)\" }\n" + stages, "level=warn the line"));

        Assert.Equal(expected, LabelText.Write(entry.Labels));
    }

    [Theory]
    [InlineData("stage.drop { expression = \"debug\" }", "a debug line", "drop_stage")]
    [InlineData("stage.drop { expression = \"debug\" }", "a line", "")]
    [InlineData("stage.drop { longer_than = \"5B\"\n drop_counter_reason = \"long\" }", "sixsix", "long")]
    [InlineData("stage.drop { longer_than = \"6B\" }", "sixsix", "")]
    [InlineData("stage.drop { older_than = \"1h\" }", "2020", "")]
    [InlineData("stage.regex { expression = \"(?P<l>debug)\" }\n stage.drop { source = \"l\"\n value = \"debug\" }", "a debug line", "drop_stage")]
    [InlineData("stage.regex { expression = \"(?P<l>debug)\" }\n stage.drop { source = \"l\" }", "a debug line", "drop_stage")]
    [InlineData("stage.regex { expression = \"(?P<l>debug)\" }\n stage.drop { source = \"l\" }", "a line", "")]
    [InlineData("stage.match { selector = \"{resource=\\\"r\\\"} |= \\\"bug\\\" !~ \\\"x+\\\"\"\n action = \"drop\" }", "a debug line", "match_stage")]
    [InlineData("stage.match { selector = \"{resource=~\\\"a|r\\\"} |= \\\"bug\\\" !~ \\\"x+\\\"\"\n action = \"drop\" }", "a debug xx", "")]
    [InlineData("stage.match { selector = \"{resource!=\\\"r\\\"}\"\n action = \"drop\" }", "a debug line", "")]
    public void Dropped_Line_IsCounted(string stages, string line, string reason)
    {
        var left = Process(stages, line);

        Assert.Equal(reason.Length == 0 ? 1 : 0, left.Count);
        Assert.Equal(reason.Length == 0 ? [] : [reason], _dropped);
    }

    [Fact]
    public void Match_ChosenLines_GoThroughItsStages()
    {
        var lines = Process("stage.match { selector = \"{resource=\\\"r\\\"} |= \\\"x\\\"\"\n stage.static_labels { values = { chosen = \"yes\" } } }", "x", "y");

        Assert.Equal(["{chosen=\"yes\", resource=\"r\"}", "{resource=\"r\"}"], lines.Select(line => LabelText.Write(line.Labels)));
    }

    [Fact]
    public void Multiline_LinesThatBelongTogether_AreOneAndAllAreSettledWithIt()
    {
        var pipeline = Pipeline("stage.multiline { firstline = \"^\\\\d\"\n max_lines = 3 }");
        var output = new List<LogEntry>();
        var ledger = new FileLedger();
        var file = Files().Item1;
        SourceLine? last = null;
        foreach (var (line, number) in new[] { "before", "1 one", " two", "2 three", " four", " five", " six" }.Select((line, number) => (line, number)))
        {
            last = ledger.Add(file, number);
            pipeline.Process(new LogEntry(last, line, number, new() { ["resource"] = "r" }), output);
            last.Settle();
        }

        Assert.Equal(["before", "1 one\n two", "2 three\n four\n five", " six"], output.Select(entry => entry.Line));
        Assert.Equal([0, 1, 3, 6], output.Select(entry => entry.Nanoseconds));
        Assert.False(ledger.IsSettled);
        output.ForEach(entry => entry.Release());
        Assert.True(ledger.IsSettled);
        file.Dispose();
    }

    [Theory]
    [InlineData("RFC3339Nano", "2026-11-25T03:04:05.678901234Z", 1_795_575_845_678_901_234)]
    [InlineData("RFC3339", "2026-11-25T04:04:05+01:00", 1_795_575_845_000_000_000)]
    [InlineData("Unix", "1795575845", 1_795_575_845_000_000_000)]
    [InlineData("Unix", "1795575845.25", 1_795_575_845_250_000_000)]
    [InlineData("UnixMs", "1795575845123", 1_795_575_845_123_000_000)]
    [InlineData("UnixNs", "1795575845678901234", 1_795_575_845_678_901_234)]
    [InlineData("2006-01-02 15:04:05,000", "2026-11-25 03:04:05,678", 1_795_575_845_678_000_000)]
    [InlineData("2006-01-02 15:04:05", "2026-11-25 03:04:05.5", 1_795_575_845_500_000_000)]
    [InlineData("02/Jan/2006:15:04:05 -0700", "25/Nov/2026:04:04:05 +0100", 1_795_575_845_000_000_000)]
    [InlineData("Jan _2 15:04:05 2006", "Nov 25 03:04:05 2026", 1_795_575_845_000_000_000)]
    [InlineData("ANSIC", "Wed Nov 25 03:04:05 2026", 1_795_575_845_000_000_000)]
    public void Timestamp_Format_IsRead(string format, string text, long expected) =>
        Assert.Equal(expected, TimeFormat.Of(format, TimeZoneInfo.Utc).Read(text));

    [Theory]
    [InlineData("RFC3339", "2026-11-25 03:04:05Z")]
    [InlineData("RFC3339", "2026-13-25T03:04:05Z")]
    [InlineData("RFC3339", "9999-01-01T00:00:00Z")]
    [InlineData("Unix", "99999999999999999")]
    [InlineData("UnixMs", "soon")]
    [InlineData("2006-01-02", "yesterday")]
    public void Timestamp_OtherText_IsNone(string format, string text) => Assert.Null(TimeFormat.Of(format, TimeZoneInfo.Utc).Read(text));

    [Theory]
    [InlineData("a{{ .Value }}b", "x", "axb")]
    [InlineData("{{ .missing }}", "x", "<no value>")]
    [InlineData("{{- .Value -}}  !", " x", " x!")]
    [InlineData("{{/* a comment */}}{{ if eq .Value \"a\" \"b\" }}1{{ else if ne .Value \"c\" }}2{{ else }}3{{ end }}", "b", "1")]
    [InlineData("{{ if eq .Value \"a\" }}1{{ else if ne .Value \"c\" }}2{{ else }}3{{ end }}", "c", "3")]
    [InlineData("{{ with .Value }}[{{ . }}]{{ else }}none{{ end }}", "x", "[x]")]
    [InlineData("{{ with .missing }}[{{ . }}]{{ else }}none{{ end }}", "x", "none")]
    [InlineData("{{ $w := ToLower .Value }}{{ $w | printf2 }}", "X", null)]
    [InlineData("{{ $w := ToUpper .Value }}{{ Replace $w \"X\" \"}}\" -1 }}", "xax", "}}A}}")]
    [InlineData("{{ Replace .Value \"x\" \"y\" 1 }}", "xax", "yax")]
    [InlineData("{{ (TrimPrefix .Value \"x\") | TrimSpace | len }}", "xabc ", "3")]
    [InlineData("{{ if and .Value (not .missing) }}yes{{ end }}", "x", "yes")]
    [InlineData("{{ regexReplaceAll `(a)(b)` .Value `$2$1` }}", "xab", "xba")]
    [InlineData("{{ or .missing \"other\" | upper }}", "x", "OTHER")]
    [InlineData("{{ default \"d\" .missing }}{{ Sha2Hash \"salt\" \"x\" | trunc2 }}", "x", null)]
    public void Template_Text_IsGos(string template, string value, string? expected)
    {
        if (expected is null)
        {
            Assert.Throws<ArgumentException>(() => Observability.StandIns.Shipper.Templates.GoTemplate.Parse(template));
            return;
        }

        Assert.Equal(expected, Observability.StandIns.Shipper.Templates.GoTemplate.Parse(template).Execute(name => name == "Value" ? value : null));
    }

    [Theory]
    [InlineData("{{ .Value")]
    [InlineData("{{ if .Value }}")]
    [InlineData("{{ end }}")]
    [InlineData("{{ range .Value }}{{ end }}")]
    [InlineData("{{ $x }}")]
    [InlineData("{{ ToLower }}")]
    [InlineData("{{ .a.b }}")]
    [InlineData("{{ \"open }}")]
    [InlineData("{{ ( .Value }}")]
    [InlineData("{{ .Value | \"x\" }}")]
    public void Template_Mistake_IsRefused(string template) =>
        Assert.Throws<ArgumentException>(() => Observability.StandIns.Shipper.Templates.GoTemplate.Parse(template));

    [Theory]
    [InlineData(@"(?P<a>\d+)$", "x12", true)]
    [InlineData(@"^\d+$", "12\n", false)]
    [InlineData(@"^\d+$", "١٢", false)]
    [InlineData(@"(?m)^b$", "a\nb\nc", true)]
    [InlineData(@"[[:alpha:]]+[^[:space:]]", "ab", true)]
    [InlineData(@"[]a]", "]", true)]
    [InlineData(@"[^]a]", "]", false)]
    [InlineData(@"\Qa.b\E$", "a.b", true)]
    [InlineData(@"\Qa.b\E", "axb", false)]
    [InlineData(@"[\w-]+\s", "a-b ", true)]
    public void Re2_Expression_IsGos(string pattern, string text, bool fits) => Assert.Equal(fits, Re2.Compile(pattern).IsMatch(text));

    [Theory]
    [InlineData("(?=a)")]
    [InlineData(@"(a)\1")]
    [InlineData("(")]
    [InlineData(@"[\D]")]
    public void Re2_WhatGoDoesNotKnow_IsRefused(string pattern) => Assert.ThrowsAny<ArgumentException>(() => Re2.Compile(pattern));

    [Theory]
    [InlineData("source_labels = [\"a\", \"b\"]\n target_label = \"c\"", "{a=\"1\", b=\"2\", c=\"1;2\"}")]
    [InlineData("source_labels = [\"a\"]\n regex = \"(.)\"\n target_label = \"x$1\"\n replacement = \"<${1}>\"", "{a=\"1\", b=\"2\", x1=\"<1>\"}")]
    [InlineData("source_labels = [\"a\"]\n regex = \"2\"\n target_label = \"c\"", "{a=\"1\", b=\"2\"}")]
    [InlineData("source_labels = [\"a\"]\n regex = \"1\"\n action = \"drop\"", null)]
    [InlineData("source_labels = [\"a\"]\n regex = \"2\"\n action = \"keep\"", null)]
    [InlineData("regex = \"a\"\n action = \"labeldrop\"", "{b=\"2\"}")]
    [InlineData("regex = \"a\"\n action = \"labelkeep\"", "{a=\"1\"}")]
    [InlineData("regex = \"(a)\"\n replacement = \"my_$1\"\n action = \"labelmap\"", "{a=\"1\", b=\"2\", my_a=\"1\"}")]
    [InlineData("target_label = \"a\"\n replacement = \"\"", "{b=\"2\"}")]
    [InlineData("source_labels = [\"a\"]\n target_label = \"h\"\n modulus = 1\n action = \"hashmod\"", "{a=\"1\", b=\"2\", h=\"0\"}")]
    public void Rule_Labels_AreChangedAsPrometheusDoes(string rule, string? expected)
    {
        var reader = Reader($"discovery.relabel \"x\" {{\n targets = [{{ a = \"1\", b = \"2\" }}]\n rule {{\n {rule}\n }}\n}}");
        var targets = ((RelabeledTargets)reader.Components["discovery.relabel.x"]).Targets;

        Assert.Equal(expected, targets.Count == 0 ? null : LabelText.Write(targets[0]));
    }

    private List<LogEntry> Process(string stages, params string[] lines)
    {
        var pipeline = Pipeline(stages);
        var output = new List<LogEntry>();
        var now = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        var (file, _) = Files();
        foreach (var line in lines)
        {
            pipeline.Process(new LogEntry(new SourceLine(new FileLedger(), file, 0), line, now, new() { ["resource"] = "r" }), output);
        }

        file.Dispose();
        return output;
    }

    private Pipeline Pipeline(string stages)
    {
        var block = AlloyParser.Parse($"loki.process \"x\" {{\n{stages}\n}}").Single();
        var problems = new AlloyProblems();
        var pipeline = new StageReader(_dropped.Add, TimeProvider.System).ReadPipeline(new BlockReader(block, new AlloyEvaluator(_ => null, _ => null), problems));
        Assert.Empty(problems.List);
        return pipeline;
    }

    private static ShipperConfiguration Reader(string text) => ComponentReader.Read(
        "c.alloy", text, new ShipperContext(Path.GetTempPath(), _ => null, new ShipperMetrics(), TimeProvider.System, NullLogger.Instance));

    private static (OpenFile, string) Files()
    {
        var path = typeof(StageTests).Assembly.Location;
        return (OpenFile.TryOpen(path)!, path);
    }
}
