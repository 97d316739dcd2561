using System.Text;
using Observability.LogQL.Pipeline;
using Observability.LogQL.Templates;

namespace Observability.LogQL.Tests.Templates;

/// <summary>
/// Templates and what they write: the examples of https://grafana.com/docs/loki/latest/query/template_functions/ and of Go's own
/// documentation, and what Go does at the edges.
/// </summary>
public sealed class TemplateTests
{
    private static readonly LabelSet s_labels = LabelSet.Create(
        ("path", "/api/v1/users"),
        ("method", "get"),
        ("status", "404"),
        ("empty", ""),
        ("took", "1m30s"),
        ("size", "2 KiB"),
        ("name", "  Ada Lovelace "),
        ("json", """{"a":{"b":[1,2.5,"x"]},"c":null}"""),
        ("queries", """[{"query":"up"},{"query":"down"}]"""),
        ("created", "2021-11-02T10:11:12Z"),
        ("epoch", "1679577215"));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{{.path}} {{ .method }}", "/api/v1/users get")]
    [InlineData("[{{.missing}}]", "[]")]
    [InlineData("a {{- .method -}} b", "agetb")]
    [InlineData("a{{/* nothing */}}b", "ab")]
    [InlineData("{{ .path | replace \"/\" \"_\" | trunc 5 | upper }}", "_API_")]
    [InlineData("{{ ToUpper .method }}{{ ToLower \"X\" }}", "GETx")]
    [InlineData("{{ __line__ | lower }}", "the line")]
    [InlineData("{{ __timestamp__ | date \"2006-01-02T15:04:05.00Z-07:00\" }}", "2023-11-14T22:13:20.12Z+00:00")]
    [InlineData("{{ __timestamp__ | unixEpoch }} {{ __timestamp__ | unixEpochMillis }} {{ __timestamp__ | unixEpochNanos }}", "1700000000 1700000000123 1700000000123456789")]
    [InlineData("{{ __timestamp__ }}", "2023-11-14 22:13:20.123456789 +0000 UTC")]
    [InlineData("{{ toDate \"2006-01-02\" \"2021-11-02\" | unixEpoch }}", "1635811200")]
    [InlineData("{{ .created | toDateInZone \"2006-01-02T15:04:05Z\" \"UTC\" | unixEpoch }}", "1635847872")]
    [InlineData("{{ date \"Mon, 2 Jan 06 3:04PM\" (unixToTime .epoch) }}", "Thu, 23 Mar 23 1:13PM")]
    [InlineData("{{ date \"January _2 002\" (unixToTime \"19373\") }}", "January 16 016")]
    [InlineData("{{ toDate \"2006-01-02\" \"no date\" | unixEpoch }}", "-62135596800")]
    [InlineData("{{ .took | duration }} {{ duration_seconds \"250ms\" }}", "90 0.25")]
    [InlineData("{{ .size | bytes }}", "2048")]
    [InlineData("{{ alignLeft 5 \"hello world\"}}|{{ alignLeft 5 \"hi\"}}|", "hello|hi   |")]
    [InlineData("{{ alignRight 5 \"hello world\"}}|{{ alignRight 5 \"hi\"}}|", "world|   hi|")]
    [InlineData("{{ b64enc \"häh\" }} {{ \"aMOkaA==\" | b64dec }} {{ b64dec \"aMOkaA\" }}", "aMOkaA== häh häh")]
    [InlineData("{{ .missing | default \"-\" }}{{ default \"-\" \"foo\" }}", "-foo")]
    [InlineData("{{ range $q := fromJson .queries }}<{{ $q.query }}>{{ end }}", "<up><down>")]
    [InlineData("{{ range $i, $q := fromJson .queries }}{{ $i }}={{ .query }};{{ else }}none{{ end }}", "0=up;1=down;")]
    [InlineData("{{ range fromJson \"[]\" }}x{{ else }}none{{ end }}", "none")]
    [InlineData("{{ fromJson .json }}", "map[a:map[b:[1 2.5 x]] c:<nil>]")]
    [InlineData("{{ (fromJson .json).a.b }} {{ index (fromJson .json).a.b 1 }} {{ len .path }}", "[1 2.5 x] 2.5 13")]
    [InlineData("{{ fromJson \"no json\" }}|", "|")]
    [InlineData("{{ indent 2 \"a\\nb\" }}{{ nindent 1 \"c\" }}", "  a\n  b\n c")]
    [InlineData("{{ repeat 3 \"hello\" }}", "hellohellohello")]
    [InlineData("{{ printf \"The IP address was %s\" .status }}", "The IP address was 404")]
    [InlineData("{{ printf \"%-15.5s|%5.2s|\" .path .method }}", "/api/          |   ge|")]
    [InlineData("{{ printf \"%d %05d %x %q %v %t %.2f %e %5d|%-5d| %%\" 42 42 255 \"q\" 1.5 true 3.14159 1234.5 7 7 }}", "42 00042 ff \"q\" 1.5 true 3.14 1.234500e+03     7|7    | %")]
    [InlineData("{{ printf \"%d\" \"x\" }} {{ printf \"%s\" }} {{ printf \"x\" 1 }}", "%!d(string=x) %!s(MISSING) x%!(EXTRA int=1)")]
    [InlineData("{{ substr 0 5 \"hello world\"}} {{ substr 6 11 \"hello world\"}} {{ .path | substr 2 5 }}", "hello world pi/")]
    [InlineData("{{ title \"hello world\"}}", "Hello World")]
    [InlineData("{{ trim .name }}|{{ trimAll \"$\" \"$5.00\" }}|{{ trimPrefix \"-\" \"-hello\" }}|{{ trimSuffix \"-\" \"hello-\" }}", "Ada Lovelace|5.00|hello|hello")]
    [InlineData("{{ Trim \"xax\" \"x\" }}{{ TrimLeft \"xax\" \"x\" }}{{ TrimRight \"xax\" \"x\" }}{{ TrimPrefix \"abc\" \"a\" }}{{ TrimSuffix \"abc\" \"c\" }}{{ TrimSpace \" y \" }}", "aaxxabcaby")]
    [InlineData("{{ Replace \"aaa\" \"a\" \"b\" 2 }}", "bba")]
    [InlineData("{{ trunc 5 \"hello world\"}} {{ trunc -5 \"hello world\"}}", "hello world")]
    [InlineData("{{ urlencode \"a b&c\" }} {{ urldecode \"a+b%26c\" }}", "a+b%26c a b&c")]
    [InlineData("{{ if contains \"users\" .path }}yes{{ end }}", "yes")]
    [InlineData("{{ if eq .status \"200\" }}ok{{ else if eq .status \"404\" \"410\" }}gone{{ else }}bad{{ end }}", "gone")]
    [InlineData("{{ if and (hasPrefix \"/api\" .path) (not (hasSuffix \"x\" .path)) }}yes{{ else }}no{{ end }}", "yes")]
    [InlineData("{{ if or .empty .missing }}yes{{ else }}no{{ end }} {{ or .empty \"x\" }} {{ and .status .method }}", "no x get")]
    [InlineData("{{ if lt 1 2 }}a{{ end }}{{ if ge 2 2 }}b{{ end }}{{ if ne \"x\" .method }}c{{ end }}{{ if gt 1.5 2.5 }}d{{ end }}", "abc")]
    [InlineData("{{ with .empty }}{{ . }}{{ else }}none{{ end }} {{ with $x := .method }}{{ $x }}{{ . }}{{ $.status }}{{ end }}", "none getget404")]
    [InlineData("{{ $x := .method }}{{ if true }}{{ $x = \"put\" }}{{ end }}{{ $x }}", "put")]
    [InlineData("{{ range $i := fromJson \"[1,2,3,4]\" }}{{ if eq $i 2.0 }}{{ continue }}{{ end }}{{ if eq $i 4.0 }}{{ break }}{{ end }}{{ $i }}{{ end }}", "13")]
    [InlineData("{{ add 3 2 5 }} {{ sub 5 2 }} {{ mul 5 2 3 }} {{ div 10 3 }} {{ mod 10 3 }} {{ add .status 1 }}", "10 3 30 3 1 405")]
    [InlineData("{{ addf 3.5 2 5 }} {{ subf 5.5 2 1.5 }} {{ mulf 5.5 2 2.5 }} {{ divf 10 2 4 }} {{ addf 0.1 0.2 }}", "10.5 2 27.5 1.25 0.3")]
    [InlineData("{{ max 1 2 3 }} {{ min 1 2 3 }} {{ maxf 1 2.5 }} {{ minf 1.5 3 }}", "3 1 2.5 1.5")]
    [InlineData("{{ ceil 123.001 }} {{ floor 123.9999 }} {{ round 123.555555 3 }} {{ round 123.88571428571 5 .2 }}", "124 123 123.556 123.88572")]
    [InlineData("{{ int \"3\" }} {{ \"3.5\" | float64 }} {{ int 3.9 }}", "3 3.5 3")]
    [InlineData("{{ 1000000.0 }} {{ mulf 1e15 1e7 }} {{ divf 1 100000000 }}", "1e+06 1e+22 1e-08")]
    [InlineData("{{ count \"a|b\" \"abab\" }} {{ __line__ | count \"L\" }}", "4 1")]
    [InlineData("{{ regexReplaceAll \"(a*)bc\" \"aabcx\" \"${1}a\" }} {{ regexReplaceAllLiteral \"(ts=)\" \"ts=1\" \"$1\" }}", "aaax $11")]
    [InlineData("{{ `raw \"text\"` }} {{ 'a' }} {{ print 1 \"x\" true nil }}", "raw \"text\" 97 1xtrue<no value>")]
    [InlineData("{{ slice \"hello\" 1 3 }} {{ index \"abc\" 1 }}", "el 98")]
    [InlineData("{{ html \"<a>\" }} {{ urlquery \"a b\" }}", "&lt;a&gt; a+b")]
    public void Execute_Template_Writes(string template, string expected)
    {
        Assert.Equal(expected, new Template(template).Execute(NewLine()));
    }

    [Theory]
    [InlineData("{{ trunc \"x\" \"y\" }}", "error calling trunc: wrong type for value; expected int; got string")]
    [InlineData("{{ div 1 0 }}", "integer divide by zero")]
    [InlineData("{{ eq 1 \"1\" }}", "incompatible types for comparison")]
    [InlineData("{{ .path.x }}", "can't evaluate field x in type string")]
    [InlineData("{{ duration \"x\" }}", "invalid duration")]
    [InlineData("{{ unixToTime \"x\" }}", "unable to parse time")]
    [InlineData("{{ regexReplaceAll \"(\" \"x\" \"y\" }}", "error parsing regexp")]
    [InlineData("{{ upper }}", "wrong number of args for upper")]
    [InlineData("{{ repeat 2000000 \"x\" }}", "too long")]
    [InlineData("{{ range $i := 1000000 }}{{ $i }}{{ end }}", "too long")]
    [InlineData("{{ index (fromJson \"[]\") 0 }}", "out of range")]
    public void Execute_ImpossibleTemplate_SaysWhy(string template, string problem) =>
        Assert.Contains(
            problem, Assert.Throws<TemplateException>(() => new Template(template).Execute(NewLine())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{{ .a")]
    [InlineData("{{ nothing .a }}")]
    [InlineData("{{ if .a }}")]
    [InlineData("{{ end }}")]
    [InlineData("{{ else }}")]
    [InlineData("{{ .a | .b }}")]
    [InlineData("{{ (.a }}")]
    [InlineData("{{ .a ) }}")]
    [InlineData("{{ $x }}")]
    [InlineData("{{ $x = 1 }}")]
    [InlineData("{{ break }}")]
    [InlineData("{{ \"a }}")]
    [InlineData("{{ if }}x{{ end }}")]
    [InlineData("{{ if .a }}x{{ else }}y{{ else }}z{{ end }}")]
    [InlineData("{{ .a ; }}")]
    [InlineData("{{ 'ab' }}")]
    [InlineData("{{ 1x }}")]
    [InlineData("{{ contains(\"a\" \"b\") }}")]
    [InlineData("{{/* open }}")]
    public void Template_NoTemplate_IsRefused(string template) => Assert.Throws<LogQLException>(() => new Template(template));

    [Theory]
    [InlineData("{{ template \"x\" }}", "{{template}} in a template")]
    [InlineData("{{ define \"x\" }}{{ end }}", "{{define}} in a template")]
    public void Template_WhatIsLeftOut_IsNamed(string template, string feature) =>
        Assert.Equal(feature, Assert.Throws<LogQLNotSupportedException>(() => new Template(template)).Feature);

    [Fact]
    public void LineFormat_FailingTemplate_LeavesTheLineAndSaysSo()
    {
        var entry = LogPipeline.Create(LogQLQuery.Parse("{a=\"b\"} | line_format \"{{ div 1 0 }}\""))
            .Process(s_labels, new Source.LogEntry(1, "text"u8.ToArray()));

        Assert.NotNull(entry);
        Assert.Equal("text", Encoding.UTF8.GetString(entry.Line.Span));
        Assert.Equal("TemplateFormatErr", entry.Labels["__error__"]);
        Assert.Contains("divide by zero", entry.Labels["__error_details__"], StringComparison.Ordinal);
    }

    private static Line NewLine()
    {
        var line = new Line { Time = 1_700_000_000_123_456_789, Text = "The Line"u8.ToArray() };
        line.Labels.Reset(s_labels, null);
        return line;
    }
}
