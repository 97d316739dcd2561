using System.Text.RegularExpressions;
using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions.Packages;

/// <summary>The packages <c>strings</c> and <c>regexp</c>.</summary>
internal static class TextPackages
{
    private const string Strings = "strings";
    private const string Regexp = "regexp";

    /// <summary>Adds them.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        void Text(string name, Func<string, string> change) =>
            catalog.Add(Strings, name, null, "v", arguments => FluxValue.Of(change(arguments.Text("v"))));
        void Trim(string name, Func<string, string, string> change, string parameter) => catalog.Add(
            Strings, name, null, $"v {parameter}", arguments => FluxValue.Of(change(arguments.Text("v"), arguments.Text(parameter))));
        void Test(string name, Func<string, string, FluxValue> test, string parameter) => catalog.Add(
            Strings, name, null, $"v {parameter}", arguments => test(arguments.Text("v"), arguments.Text(parameter)));
        Text("toUpper", static text => text.ToUpperInvariant());
        Text("toLower", static text => text.ToLowerInvariant());
        Text("title", static text => Regex.Replace(text, @"(^|\s)\S", static match => match.Value.ToUpperInvariant()));
        Text("trimSpace", static text => text.Trim());
        Trim("trim", static (text, set) => text.Trim(set.ToCharArray()), "cutset");
        Trim("trimLeft", static (text, set) => text.TrimStart(set.ToCharArray()), "cutset");
        Trim("trimRight", static (text, set) => text.TrimEnd(set.ToCharArray()), "cutset");
        Trim("trimPrefix", static (text, part) => text.StartsWith(part, StringComparison.Ordinal) ? text[part.Length..] : text, "prefix");
        Trim("trimSuffix", static (text, part) => text.EndsWith(part, StringComparison.Ordinal) ? text[..^part.Length] : text, "suffix");
        Test("hasPrefix", static (text, part) => FluxValue.Of(text.StartsWith(part, StringComparison.Ordinal)), "prefix");
        Test("hasSuffix", static (text, part) => FluxValue.Of(text.EndsWith(part, StringComparison.Ordinal)), "suffix");
        Test("containsStr", static (text, part) => FluxValue.Of(text.Contains(part, StringComparison.Ordinal)), "substr");
        Test("index", static (text, part) => FluxValue.Of((long)text.IndexOf(part, StringComparison.Ordinal)), "substr");
        Test("countStr", static (text, part) => FluxValue.Of(part.Length == 0 ? text.Length + 1L : text.AsSpan().Count(part)), "substr");
        Test("equalFold", static (text, other) => FluxValue.Of(text.Equals(other, StringComparison.OrdinalIgnoreCase)), "t");
        Test("split", static (text, separator) => FluxValue.Of([.. text.Split(separator).Select(FluxValue.Of)]), "t");
        catalog.Add(Strings, "strlen", null, "v", static arguments => FluxValue.Of((long)arguments.Text("v").EnumerateRunes().Count()));
        catalog.Add(Strings, "joinStr", null, "arr v", static arguments =>
            FluxValue.Of(Limits.Check(string.Join(arguments.Text("v"), arguments.Texts("arr")))));
        catalog.Add(Strings, "replaceAll", null, "v t u", static arguments => FluxValue.Of(Limits.Check(
            arguments.Text("t").Length == 0 ? arguments.Text("v")
                : arguments.Text("v").Replace(arguments.Text("t"), arguments.Text("u"), StringComparison.Ordinal))));
        catalog.Add(Strings, "replace", null, "v t u i", Replace);
        catalog.Add(Strings, "substring", null, "v start end", Substring);
        catalog.Add(Strings, "repeat", null, "v i", static arguments =>
        {
            var (text, count) = (arguments.Text("v"), Math.Max(0, arguments.Int("i")));
            return text.Length == 0 || count <= Limits.LongestText / text.Length
                ? FluxValue.Of(string.Concat(Enumerable.Repeat(text, text.Length == 0 ? 0 : (int)count)))
                : throw new FluxException(FluxException.TooExpensive, $"a string has more than {Limits.LongestText} characters");
        });
        AddRegexp(catalog);
    }

    private static void AddRegexp(FunctionCatalog catalog)
    {
        static FluxRegexp Get(FluxArguments arguments) => arguments.Get("r", ValueKind.Regexp).Regexp;
        catalog.Add(Regexp, "compile", null, "v", static arguments => FluxValue.Of(FluxRegexp.Parse(arguments.Text("v"))));
        catalog.Add(Regexp, "quoteMeta", null, "v", static arguments => FluxValue.Of(Regex.Escape(arguments.Text("v"))));
        catalog.Add(Regexp, "matchRegexpString", null, "r v", static arguments =>
            FluxValue.Of(Get(arguments).IsMatch(arguments.Text("v"))));
        catalog.Add(Regexp, "findString", null, "r v", static arguments =>
            FluxValue.Of(Get(arguments).Regex.Match(arguments.Text("v")).Value));
        catalog.Add(Regexp, "findStringIndex", null, "r v", static arguments =>
            Get(arguments).Regex.Match(arguments.Text("v")) is { Success: true } match
            ? FluxValue.Of([FluxValue.Of((long)match.Index), FluxValue.Of((long)(match.Index + match.Length))])
            : FluxValue.Of(Array.Empty<FluxValue>()));
        catalog.Add(Regexp, "replaceAllString", null, "r v t", static arguments => FluxValue.Of(Limits.Check(
            Get(arguments).Regex.Replace(arguments.Text("v"), arguments.Text("t")))));
        catalog.Add(Regexp, "splitRegexp", null, "r v i", static arguments =>
        {
            var parts = arguments.Int("i", -1) is var most and not 0
                ? Get(arguments).Regex.Split(arguments.Text("v"), most < 0 ? 0 : (int)most) : [];
            return FluxValue.Of([.. parts.Select(FluxValue.Of)]);
        });
    }

    private static FluxValue Replace(FluxArguments arguments)
    {
        var (text, old, made) = (arguments.Text("v"), arguments.Text("t"), arguments.Text("u"));
        for (var (at, left) = (0, arguments.Int("i")); old.Length > 0 && left != 0; left--)
        {
            at = text.IndexOf(old, at, StringComparison.Ordinal);
            if (at < 0)
            {
                break;
            }

            text = Limits.Check(string.Concat(text.AsSpan(0, at), made, text.AsSpan(at + old.Length)));
            at += made.Length;
            arguments.Context.Budget.Charge(1);
        }

        return FluxValue.Of(text);
    }

    private static FluxValue Substring(FluxArguments arguments)
    {
        var text = arguments.Text("v");
        var start = (int)Math.Clamp(arguments.Int("start"), 0, text.Length);
        return FluxValue.Of(text[start..(int)Math.Clamp(arguments.Int("end"), start, text.Length)]);
    }
}
