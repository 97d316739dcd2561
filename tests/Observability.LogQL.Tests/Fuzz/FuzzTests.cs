using System.Text;
using Observability.LogQL.Source;
using Observability.LogQL.Templates;
using Observability.LogQL.Tests.Support;
using Observability.LogQL.Tests.Syntax;

namespace Observability.LogQL.Tests.Fuzz;

/// <summary>Whatever is asked, and of whatever lines: an answer, or a <see cref="LogQLException"/>; nothing else, and soon.</summary>
public sealed class FuzzTests
{
    private const int TextsPerSeed = 400;

    private static readonly string[] s_words =
    [
        "{", "}", "(", ")", "[5m]", "[", "]", "|", "|=", "!=", "|~", "!~", "|>", "!>", "=", "=~", "==", ">", "<=", ",", "+", "-",
        "*", "/", "%", "^", "a", "b", "\"x\"", "`y`",
        "\"(\"", "\"<_>\"", "\"{{.a}}\"", "5", "1.5", "5m", "20KB", "json", "logfmt", "unpack", "pattern", "regexp", "line_format",
        "label_format", "drop", "keep", "unwrap",
        "decolorize", "or", "and", "unless", "by", "without", "on", "ignoring", "group_left", "bool", "offset", "ip", "sum",
        "topk", "rate", "count_over_time",
        "quantile_over_time", "absent_over_time", "label_replace", "vector", "--strict", "#", "\n", "{a=\"b\"}",
        "rate({a=\"b\"}[1m])", "duration", "é", "\0",
    ];

    private static readonly string[] s_templateWords =
    [
        "{{", "}}", "{{-", "-}}", "if", "else", "end", "range", "with", "$x", "$x := ", ".a", ".", "|", "(", ")", "\"x\"", "'c'",
        "1", "2.5", "-7", "eq", "and", "printf",
        "\"%5.2s %d %v %x\"", "add", "div", "substr", "trunc", "repeat", "fromJson", "index", "slice", "len", "date", "toDate",
        "default", "round", "not", "break", "true", "nil",
        "regexReplaceAll", "__line__", "__timestamp__", "b64dec", "alignLeft", "text", "/*", "*/", ",", "=", " ",
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Evaluate_ChangedQueries_AnswerOrRefuse(int seed)
    {
        var random = new Random(seed);
        for (var count = 0; count < TextsPerSeed; count++)
        {
            var text = QueryTexts.Valid[random.Next(QueryTexts.Valid.Count)];
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                text = Change(random, text);
            }

            await EvaluateAsync(seed, text, random);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Evaluate_WordsInAnyOrder_AnswerOrRefuse(int seed)
    {
        var random = new Random(100 + seed);
        for (var count = 0; count < TextsPerSeed; count++)
        {
            var words = Enumerable.Range(0, random.Next(1, 25)).Select(_ => s_words[random.Next(s_words.Length)]);
            await EvaluateAsync(seed, string.Join(random.Next(4) == 0 ? "" : " ", words), random);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Evaluate_AnyPipelineOverAnyBytes_Answers(int seed)
    {
        var random = new Random(200 + seed);
        string[] stages =
        [
            "| json", "| json x=\"a.b[0]\", y=\"a\"", "| logfmt", "| logfmt --strict --keep-empty", "| logfmt x=\"a\"", "| unpack",
            "| decolorize", "| pattern \"<x> <y>\"",
            "| regexp \"(?P<x>a+)\"", "|= ip(\"10.0.0.0/8\")", "|> \"<_>a<_>\"", "|~ \"a.b\"",
            "| line_format \"{{.a}}{{__line__}}\"", "| label_format z=\"{{.a}}\"", "| a > 5", "| a = 1KB",
            "| a < 5m", "| a = ip(\"::1\")", "| drop a", "| keep a",
        ];
        for (var count = 0; count < 100; count++)
        {
            var pipeline = string.Join(' ', Enumerable.Range(0, random.Next(1, 6)).Select(_ => stages[random.Next(stages.Length)]));
            var source = NewSource(random);
            var parameters = QueryParameters.Range(0, 100, 10);
            await new LogQLEngine(source).EvaluateAsync(
                LogQLQuery.Parse($"{{s=~\".+\"}} {pipeline}"), parameters, TestContext.Current.CancellationToken);
            var sum = await new LogQLEngine(source).EvaluateAsync(
                LogQLQuery.Parse($"sum by (__error__, a, x) (count_over_time({{s=~\".+\"}} {pipeline} [50s]))"),
                parameters,
                TestContext.Current.CancellationToken);
            Assert.NotNull(sum);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Execute_WordsInAnyOrder_WriteOrFail(int seed)
    {
        var random = new Random(300 + seed);
        var line = new Pipeline.Line { Time = long.MaxValue - random.Next(), Text = "{\"a\":[1]}"u8.ToArray() };
        line.Labels.Reset(LabelSet.Create(("a", "[1,{\"b\":2}]")), null);
        for (var count = 0; count < TextsPerSeed * 5; count++)
        {
            var words = string.Join(
                ' ', Enumerable.Range(0, random.Next(1, 7)).Select(_ => s_templateWords[random.Next(s_templateWords.Length)]));
            var text = random.Next(2) == 0 ? words : $"{{{{ {words} }}}}";
            try
            {
                Assert.NotNull(new Template(text).Execute(line));
            }
            catch (Exception error) when (error is LogQLException or TemplateException)
            {
                // That is what it may do.
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}, template {text}: {error}");
            }
        }
    }

    private static async Task EvaluateAsync(int seed, string text, Random random)
    {
        try
        {
            var query = LogQLQuery.Parse(text);
            var written = query.Expression.ToString();
            Assert.Equal(written, LogQLQuery.Parse(written).Expression.ToString());
            var parameters = query.IsMetric && random.Next(2) == 0 ? QueryParameters.Instant(50) : QueryParameters.Range(0, 100, 10);
            var engine = new LogQLEngine(NewSource(random), new QueryLimits { Timeout = TimeSpan.FromSeconds(30) });
            await engine.EvaluateAsync(query, parameters, TestContext.Current.CancellationToken);
        }
        catch (LogQLException error)
        {
            Assert.InRange(error.Position, -1, text.Length);
            Assert.NotEqual(nameof(QueryLimits.Timeout), (error as LogQLLimitException)?.Limit);
        }
        catch (Exception error) when (error is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"seed {seed}, query {text}: {error}");
        }
    }

    private static string Change(Random random, string text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 6), text.Length - at);
        return random.Next(5) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, s_words[random.Next(s_words.Length)]),
            2 => text.Insert(at, text.Substring(at, length)),
            3 => text[..at] + QueryTexts.Valid[random.Next(QueryTexts.Valid.Count)][..random.Next(8)] + text[at..],
            _ => text.Length == 0
                ? "x"
                : text.Remove(at % text.Length, 1).Insert(at % text.Length, ((char)random.Next(32, 127)).ToString()),
        };
    }

    // Lines that look like something, and then have any byte anywhere.
    private static MemorySource NewSource(Random random)
    {
        string[] lines =
        [
            "a=1 b=\"x y\" c", "{\"a\":{\"b\":[1,2]},\"_entry\":\"x\",\"c\":\"\\u00e4\\n\"}", "10.1.2.3 ::1 2001:db8::1 a.b.c",
            "\u001b[31mred\u001b[0m", "", "aaa bbb",
        ];
        var entries = Enumerable.Range(0, 12).Select(time =>
        {
            var bytes = Encoding.UTF8.GetBytes(lines[random.Next(lines.Length)]);
            for (var changes = random.Next(3); changes > 0 && bytes.Length > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var length = bytes.Length - random.Next(Math.Min(bytes.Length + 1, 3));
            return new LogEntry(time * 8, bytes.AsMemory(0, length), random.Next(4) == 0 ? LabelSet.Create(("a", "m")) : null);
        }).ToList();
        return new MemorySource(
        [
            new MemoryStreamOfLogs(LabelSet.Create(("s", "1"), ("a", "b")), entries),
            new MemoryStreamOfLogs(LabelSet.Create(("s", "2")), entries),
        ]);
    }
}
