namespace Observability.LogQL.Tests.Syntax;

/// <summary>Queries of every kind, for tests that need some.</summary>
internal static class QueryTexts
{
    public static IReadOnlyList<string> Valid { get; } =
    [
        "{a=\"b\"}",
        "({a=\"b\", c!=\"d\", e=~\"f.*\", g!~\"h\"})",
        "{a=\"b\"} |= \"x\" != `y` |~ \"z.*\" !~ \"w\" |> \"<_> x\" !> \"y <_>\"",
        "{a=\"b\"} |= \"x\" or \"y\" or ip(\"10.0.0.0/8\") != ip(\"::1\")",
        "{a=\"b\"} | json | logfmt --strict --keep-empty | unpack | decolorize",
        "{a=\"b\"} | json x, y=\"a.b[0]\" | logfmt --strict z, w=\"v\"",
        "{a=\"b\"} | pattern \"<ip> - <_>\" | regexp \"(?P<x>a+)\"",
        "{a=\"b\"} | line_format \"{{.x}} {{ if eq .y \\\"z\\\" }}w{{end}}\" | label_format x=y, z=\"{{.w | upper}}\"",
        "{a=\"b\"} | drop x, y=\"z\", v=~\"w\" | keep x, y!=\"z\"",
        "{a=\"b\"} | x=\"1\" or (y > 5 and z <= 1h30m) , w != 20KB | v = ip(\"1.2.3.4\") | u != ip(\"1.2.3.4-1.2.3.9\") | n < -1.5e3",
        "{a=\"b\"} | x =~ \"a|b\" | x !~ \"c\" | y == 5 | y >= 100ms | y = -5m | y > 1500ns",
        "rate({a=\"b\"}[5m])",
        "count_over_time({a=\"b\"} |= \"x\" [1h30m] offset 5m)",
        "count_over_time({a=\"b\"}[5m] offset -10m |= \"x\" | json)",
        "bytes_rate(({a=\"b\"} |= \"x\")[5m])",
        "bytes_over_time((({a=\"b\"} |= \"x\" [5m])))",
        "absent_over_time({a=\"b\"}[5m])",
        "rate_counter({a=\"b\"} | unwrap x [5m])",
        "sum_over_time({a=\"b\"} | json | unwrap duration(x) | __error__=\"\" | y > 5 [5m])",
        "avg_over_time({a=\"b\"}[5m] | json | unwrap bytes(x)) by (y, z)",
        "quantile_over_time(0.99, {a=\"b\"} | unwrap duration_seconds(x) [5m]) without (y)",
        "min_over_time({a=\"b\"} | unwrap x [5m]) by ()",
        "first_over_time({a=\"b\"} | unwrap x [5m]) + last_over_time({a=\"b\"} | unwrap x [5m])",
        "stddev_over_time({a=\"b\"} | unwrap x [5m]) / stdvar_over_time({a=\"b\"} | unwrap x [5m])",
        "sum by (x) (rate({a=\"b\"}[5m]))",
        "avg(max_over_time({a=\"b\"} | unwrap x [5m])) without (y)",
        "topk(5, count by (x) (rate({a=\"b\"}[5m]))) > bool 2",
        "bottomk by (x) (1, min(rate({a=\"b\"}[5m])))",
        "approx_topk(3, max(rate({a=\"b\"}[5m])))",
        "sort(stddev(rate({a=\"b\"}[5m]))) == sort_desc(stdvar(rate({a=\"b\"}[5m])))",
        "rate({a=\"b\"}[5m]) / on (x, y) group_left (z) rate({c=\"d\"}[5m])",
        "rate({a=\"b\"}[5m]) * ignoring (x) group_right rate({c=\"d\"}[5m])",
        "rate({a=\"b\"}[5m]) and on () rate({c=\"d\"}[5m]) or vector(0) unless ignoring (x) vector(1)",
        "label_replace(rate({a=\"b\"}[5m]), \"x\", \"$1\", \"y\", \"(.*)\")",
        "-1 + +2 * 3.5e-3 ^ 2 % 4 - .5",
        "(rate({a=\"b\"}[5m]) != 1) <= bool vector(3)",
    ];
}
