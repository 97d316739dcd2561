using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Observability.LogQL.Tests.Differential;

/// <summary>
/// Generates queries together with a straightforward evaluation of each: every line through every stage, for every time anew. It
/// shares nothing with the library, not even the parser: a query is made as what it does, and only written for the library.
/// </summary>
internal sealed class NaiveQueries(Random random, IReadOnlyList<NaiveLine> lines)
{
    private static readonly string[] s_labels = ["level", "level_extracted", "status", "n", "msg", "pod", "trace", "nothing"];
    private static readonly string[] s_words = ["well", "wrong", "level=error", "\"status\"", "500", "e", "structure", "zzz"];

    /// <summary>Durations that lines have, in seconds; one of them is none.</summary>
    public static IReadOnlyDictionary<string, double?> Durations { get; } =
        new Dictionary<string, double?> { ["5ms"] = 0.005, ["1.5s"] = 1.5, ["2m"] = 120, ["300ms"] = 0.3, ["bad"] = null };

    /// <summary>A log query: how it is written, and the lines it gives.</summary>
    public (string Text, IReadOnlyList<NaiveLine> Lines) NextLogQuery()
    {
        var (text, select) = NextLogs(mayFail: true);
        return (text, select(lines));
    }

    /// <summary>A metric query.</summary>
    public NaiveMetric NextMetric(int depth = 0) => random.Next(depth > 2 ? 1 : 9) switch
    {
        0 => NextRange(),
        1 => NextBinary(depth),
        2 => NextWithNumber(depth),
        _ => NextAggregation(depth),
    };

    /// <summary>A metric query of which only the largest or smallest values are wanted.</summary>
    public (string Text, Func<long, IEnumerable<double>> Values) NextTop()
    {
        var inner = NextMetric(2);
        var count = random.Next(1, 4);
        var isTop = random.Next(2) == 0;
        return ($"{(isTop ? "topk" : "bottomk")}({count}, {inner.Text})", time =>
        {
            var values = inner.At(time).Select(sample => sample.Value).ToList();
            return (isTop ? values.OrderDescending() : values.Order()).Take(count);
        });
    }

    private (string Text, Func<IEnumerable<NaiveLine>, IReadOnlyList<NaiveLine>> Select) NextLogs(bool mayFail)
    {
        var kind = random.Next(2) == 0 ? "json" : "logfmt";
        var stages = new List<NaiveStage>();
        for (var count = random.Next(3); count > 0; count--)
        {
            stages.Add(NextLineFilter());
        }

        if (random.Next(3) > 0)
        {
            stages.Add(kind == "json" ? Json() : Logfmt());
            if (!mayFail)
            {
                stages.Add(NaiveStage.Filter("| __error__=\"\"", line => line["__error__"].Length == 0));
            }

            for (var count = random.Next(3); count > 0; count--)
            {
                stages.Add(NextLabelStage(mayFail));
            }
        }

        var podPattern = random.Next(3) == 0 ? "p[01]" : ".+";
        var text = $"{{kind=\"{kind}\", pod=~\"{podPattern}\"}} {string.Join(' ', stages.Select(stage => stage.Text))}";
        return (text, all => [.. all
            .Where(line => line["kind"] == kind && (podPattern == ".+" || line["pod"] is "p0" or "p1"))
            .Select(line => stages.Aggregate((NaiveLine?)line, (current, stage) => current is null ? null : stage.Apply(current)))
            .OfType<NaiveLine>()]);
    }

    private NaiveStage NextLineFilter()
    {
        var (one, other) = (s_words[random.Next(s_words.Length)], s_words[random.Next(s_words.Length)]);
        return random.Next(5) switch
        {
            0 => NaiveStage.Filter($"|= `{one}`", line => line.Text.Contains(one, StringComparison.Ordinal)),
            1 => NaiveStage.Filter($"!= `{one}`", line => !line.Text.Contains(one, StringComparison.Ordinal)),
            2 => NaiveStage.Filter(
                $"|= `{one}` or `{other}`",
                line => line.Text.Contains(one, StringComparison.Ordinal) || line.Text.Contains(other, StringComparison.Ordinal)),
            3 => NaiveStage.Filter($"|~ `{one}.*{other}`", line => Regex.IsMatch(line.Text, $"{one}.*{other}")),
            _ => NaiveStage.Filter(
                $"!~ `(?i){one.ToUpperInvariant()}`", line => !line.Text.Contains(one, StringComparison.OrdinalIgnoreCase)),
        };
    }

    private static NaiveStage Json() => new("| json", line =>
    {
        if (!line.Text.StartsWith('{'))
        {
            return line.With("__error__", "JSONParserErr");
        }

        using var document = JsonDocument.Parse(line.Text);
        return document.RootElement.EnumerateObject().Aggregate(
            line, (current, member) => current.WithParsed(member.Name, member.Value.ToString()));
    });

    private static NaiveStage Logfmt() => new("| logfmt", line => Regex.Matches(line.Text, "(\\w+)=(?:\"([^\"]*)\"|(\\S+))")
        .Aggregate(line, (current, match) => current.WithParsed(match.Groups[1].Value, match.Groups[2].Value + match.Groups[3].Value)));

    private NaiveStage NextLabelStage(bool mayFail)
    {
        var label = s_labels[random.Next(s_labels.Length)];
        switch (random.Next(mayFail ? 8 : 5))
        {
            case 0:
                return new($"| drop {label}", line => line.Without(name => name == label));
            case 1:
                return new(
                    $"| keep kind, pod, {label}",
                    line => line.Without(name => name is not ("kind" or "pod" or "__error__") && name != label));
            case 2:
                return new($"| line_format `{{{{.{label}}}}}!`", line => line with { Text = line[label] + "!" });
            case 3:
                return new(
                    $"| label_format renamed={label}",
                    line => line.Labels.TryGetValue(label, out var value) ? line.With("renamed", value).Without(name => name == label) : line);
            case 4:
                var condition = NextCondition();
                return NaiveStage.Filter($"| {condition.Text}", condition.IsTrue);
            default:
                var (one, other) = (NextCondition(), NextCondition());
                return random.Next(2) == 0
                    ? NaiveStage.Filter($"| {one.Text} and {other.Text}", line => one.IsTrue(line) && other.IsTrue(line))
                    : NaiveStage.Filter($"| ({one.Text}) or {other.Text}", line => one.IsTrue(line) || other.IsTrue(line));
        }
    }

    // Conditions on texts, and on numbers of a label that is always one: a failing one gives an error to the line, which the cases test.
    private (string Text, Func<NaiveLine, bool> IsTrue) NextCondition()
    {
        var value = new[] { "error", "500", "200", "p1", "1", "" }[random.Next(6)];
        var label = s_labels[random.Next(s_labels.Length)];
        var number = random.Next(-2, 6);
        return random.Next(6) switch
        {
            0 => ($"{label}=\"{value}\"", line => line[label] == value),
            1 => ($"{label}!=\"{value}\"", line => line[label] != value),
            2 => ($"{label}=~\"{value}|warn\"", line => line[label] == value || line[label] == "warn"),
            3 => (string.Create(CultureInfo.InvariantCulture, $"n > {number}"), line => NumberOf(line) > number),
            4 => (string.Create(CultureInfo.InvariantCulture, $"n <= {number}"), line => NumberOf(line) <= number),
            _ => (string.Create(CultureInfo.InvariantCulture, $"n != {number}"), line => NumberOf(line) is { } own && own != number),
        };

        static int? NumberOf(NaiveLine line) => line.Labels.TryGetValue("n", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    private NaiveMetric NextRange()
    {
        var (logs, select) = NextLogs(mayFail: false);
        var interval = new[] { 5, 10, 30, 120 }[random.Next(4)];
        var offset = random.Next(3) == 0 ? new[] { 10, -10 }[random.Next(2)] : 0;
        var range = string.Create(CultureInfo.InvariantCulture, $"[{interval}s]{(offset == 0 ? string.Empty : $" offset {offset}s")}");
        IEnumerable<NaiveLine> Window(long time) => select(
            lines.Where(line => line.Time <= time - offset && line.Time > time - offset - interval));

        return random.Next(7) switch
        {
            0 => Range($"count_over_time({logs} {range})", Window, line => 1, values => values.Count),
            1 => Range($"rate({logs} {range})", Window, line => 1, values => values.Count / (double)interval),
            2 => Range($"bytes_over_time({logs} {range})", Window, line => line.Text.Length, values => values.Sum()),
            3 => Range($"bytes_rate({logs} {range})", Window, line => line.Text.Length, values => values.Sum() / interval),
            4 => Unwrapped("sum_over_time", values => values.Sum()),
            5 => Unwrapped("rate", values => values.Sum() / interval),
            _ => Grouped(),
        };

        NaiveMetric Unwrapped(string name, Func<IReadOnlyList<double>, double> combine) =>
            Range(
                $"{name}({logs} | unwrap n {range})",
                time => Numbers(Window(time)).Select(line => line.Without(label => label == "n")),
                line => line.Number,
                combine);

        NaiveMetric Grouped()
        {
            var (name, combine) = NextFunction();
            var by = new[] { "pod", "level", "status" }.Where(_ => random.Next(2) == 0).ToArray();
            var inner = Range(
                $"{name}{logs} | unwrap duration(took) | __error__=\"\" {range}) by ({string.Join(", ", by)})",
                time => Window(time)
                    .Where(line => Durations.GetValueOrDefault(line["took"]) is not null)
                    .Select(line => new Numbered(line.Without(label => !by.Contains(label)), Durations[line["took"]]!.Value)),
                line => line.Number,
                combine);
            return inner;
        }
    }

    private (string Text, Func<IReadOnlyList<double>, double> Combine) NextFunction() => random.Next(6) switch
    {
        0 => ("avg_over_time(", values => values.Average()),
        1 => ("min_over_time(", values => values.Min()),
        2 => ("max_over_time(", values => values.Max()),
        3 => ("stddev_over_time(", values => Math.Sqrt(Variance(values))),
        4 => ("stdvar_over_time(", Variance),
        _ => random.Next(2) == 0
            ? ("quantile_over_time(0.9, ", values => Quantile(values, 0.9))
            : ("quantile_over_time(0.5, ", values => Quantile(values, 0.5)),
    };

    private static double Variance(IReadOnlyList<double> values) => values.Average(value => Math.Pow(value - values.Average(), 2));

    private static double Quantile(IReadOnlyList<double> values, double quantile)
    {
        var sorted = values.Order().ToList();
        var place = quantile * (sorted.Count - 1);
        var (below, above) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        return below + ((above - below) * (place - Math.Floor(place)));
    }

    private static IEnumerable<Numbered> Numbers(IEnumerable<NaiveLine> found) =>
        found.Where(line => line["n"].Length > 0).Select(line => new Numbered(line, double.Parse(line["n"], CultureInfo.InvariantCulture)));

    private static NaiveMetric Range(
        string text,
        Func<long, IEnumerable<NaiveLine>> window,
        Func<NaiveLine, double> value,
        Func<IReadOnlyList<double>, double> combine) =>
        Range(text, time => window(time).Select(line => new Numbered(line, value(line))), line => line.Number, combine);

    private static NaiveMetric Range(
        string text,
        Func<long, IEnumerable<Numbered>> window,
        Func<Numbered, double> value,
        Func<IReadOnlyList<double>, double> combine) => new(
        text,
        time =>
        [
            .. window(time)
                .GroupBy(line => NaiveSample.Write(line.Line.Labels))
                .Select(group => new NaiveSample(group.First().Line.Labels, combine([.. group.Select(value)]))),
        ]);

    private NaiveMetric NextAggregation(int depth)
    {
        var inner = NextMetric(depth + 1);
        var names = new[] { "pod", "level", "kind", "status" }.Where(_ => random.Next(2) == 0).ToArray();
        var isWithout = random.Next(3) == 0;
        var hasGrouping = random.Next(4) > 0;
        var (name, combine) = random.Next(5) switch
        {
            0 => ("avg", (Func<IReadOnlyList<double>, double>)(values => values.Average())),
            1 => ("max", values => values.Max()),
            2 => ("count", values => values.Count),
            3 => ("stdvar", Variance),
            _ => ("sum", values => values.Sum()),
        };
        var grouping = hasGrouping ? $" {(isWithout ? "without" : "by")} ({string.Join(", ", names)}) " : string.Empty;
        bool IsKept(string label) => hasGrouping && names.Contains(label) != isWithout;
        return new NaiveMetric($"{name}{grouping}({inner.Text})", time =>
        [
            .. Samples(inner, time)
                .Select(sample => sample with { Labels = sample.Labels.Where(label => IsKept(label.Key)).ToDictionary() })
                .GroupBy(sample => sample.Key)
                .Select(group => group.First() with { Value = combine([.. group.Select(sample => sample.Value)]) }),
        ]);
    }

    private static IReadOnlyList<NaiveSample> Samples(NaiveMetric metric, long time) =>
        metric.Scalar is { } scalar ? [new NaiveSample(new Dictionary<string, string>(), scalar)] : metric.At(time);

    private NaiveMetric NextWithNumber(int depth)
    {
        var inner = NextMetric(depth + 1);
        var number = random.Next(4);
        return random.Next(5) switch
        {
            0 => Map($"({inner.Text}) * {number}", value => value * number),
            1 => Map($"{number} - ({inner.Text})", value => number - value),
            2 => Map($"({inner.Text}) / {number}", value => number == 0 ? double.NaN : value / number),
            3 => Map($"({inner.Text}) > bool {number}", value => value > number ? 1 : 0),
            _ => new NaiveMetric($"({inner.Text}) > {number}", time => [.. Samples(inner, time).Where(sample => sample.Value > number)]),
        };

        NaiveMetric Map(string text, Func<double, double> map) =>
            new(text, time => [.. Samples(inner, time).Select(sample => sample with { Value = map(sample.Value) })]);
    }

    // The two sides are sums by one label, so that they can be matched.
    private NaiveMetric NextBinary(int depth)
    {
        var (left, right) = (NextSide(), NextSide());
        return random.Next(6) switch
        {
            0 => Set("and", (sample, others) => others.Contains(sample.Key)),
            1 => Set("unless", (sample, others) => !others.Contains(sample.Key)),
            2 => new NaiveMetric($"({left.Text}) or ({right.Text})", time =>
                [.. left.At(time), .. right.At(time).Where(sample => left.At(time).All(other => other.Key != sample.Key))]),
            3 => Pairs("+", (one, other) => one + other),
            4 => Pairs("/", (one, other) => other == 0 ? double.NaN : one / other),
            _ => Pairs(">= bool", (one, other) => one >= other ? 1 : 0),
        };

        NaiveMetric NextSide()
        {
            var inner = NextMetric(Math.Max(depth + 1, 2));
            return new NaiveMetric($"sum by (pod) ({inner.Text})", time =>
            [
                .. Samples(inner, time)
                    .GroupBy(sample => sample.KeyBy(["pod"], isWithout: false))
                    .Select(group => new NaiveSample(
                        group.First().Labels.Where(label => label.Key == "pod").ToDictionary(), group.Sum(sample => sample.Value))),
            ]);
        }

        NaiveMetric Set(string word, Func<NaiveSample, HashSet<string>, bool> isKept) => new(
            $"({left.Text}) {word} ({right.Text})",
            time => [.. left.At(time).Where(sample => isKept(sample, [.. right.At(time).Select(other => other.Key)]))]);

        NaiveMetric Pairs(string word, Func<double, double, double> combine) => new(
            $"({left.Text}) {word} on (pod) ({right.Text})",
            time =>
            [
                .. left.At(time).Join(
                    right.At(time), sample => sample.Key, sample => sample.Key, (one, other) => one with { Value = combine(one.Value, other.Value) }),
            ]);
    }

    private sealed record Numbered(NaiveLine Line, double Number)
    {
        public Numbered Without(Func<string, bool> isDropped) => this with { Line = Line.Without(isDropped) };
    }
}
