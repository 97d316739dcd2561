using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Observability.StandIns.Shipper.Templates;

/// <summary>The functions of templates, under the names of Go, of the stage, and the usual ones of sprig.</summary>
internal static class TemplateFunctions
{
    private static readonly Dictionary<string, (int Least, int Most, Func<object?[], object?> Call)> s_functions = new(
        StringComparer.Ordinal)
    {
        ["ToLower"] = (1, 1, static a => Text(a[0]).ToLowerInvariant()),
        ["lower"] = (1, 1, static a => Text(a[0]).ToLowerInvariant()),
        ["ToUpper"] = (1, 1, static a => Text(a[0]).ToUpperInvariant()),
        ["upper"] = (1, 1, static a => Text(a[0]).ToUpperInvariant()),
        ["Trim"] = (2, 2, static a => Text(a[0]).Trim(Text(a[1]).ToCharArray())),
        ["TrimLeft"] = (2, 2, static a => Text(a[0]).TrimStart(Text(a[1]).ToCharArray())),
        ["TrimRight"] = (2, 2, static a => Text(a[0]).TrimEnd(Text(a[1]).ToCharArray())),
        ["TrimPrefix"] = (
            2, 2, static a => Text(a[0]).StartsWith(Text(a[1]), StringComparison.Ordinal) ? Text(a[0])[Text(a[1]).Length..] : a[0]),
        ["TrimSuffix"] = (
            2, 2, static a => Text(a[0]).EndsWith(Text(a[1]), StringComparison.Ordinal) ? Text(a[0])[..^Text(a[1]).Length] : a[0]),
        ["TrimSpace"] = (1, 1, static a => Text(a[0]).Trim()),
        ["trim"] = (1, 1, static a => Text(a[0]).Trim()),
        ["Replace"] = (4, 4, static a => Replace(Text(a[0]), Text(a[1]), Text(a[2]), Number(a[3]))),
        ["replace"] = (3, 3, static a => Replace(Text(a[2]), Text(a[0]), Text(a[1]), -1)),
        ["contains"] = (2, 2, static a => Text(a[1]).Contains(Text(a[0]), StringComparison.Ordinal)),
        ["hasPrefix"] = (2, 2, static a => Text(a[1]).StartsWith(Text(a[0]), StringComparison.Ordinal)),
        ["hasSuffix"] = (2, 2, static a => Text(a[1]).EndsWith(Text(a[0]), StringComparison.Ordinal)),
        ["default"] = (2, 2, static a => IsTrue(a[1]) ? a[1] : a[0]),
        ["Sha2Hash"] = (2, 2, static a => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(a[0]) + Text(a[1]))))),
        ["regexReplaceAll"] = (3, 3, static a => Re2.Compile(Text(a[0])).Replace(Text(a[1]), Text(a[2]))),
        ["regexReplaceAllLiteral"] = (
            3, 3, static a => Re2.Compile(Text(a[0])).Replace(Text(a[1]), Text(a[2]).Replace("$", "$$", StringComparison.Ordinal))),
        ["len"] = (1, 1, static a => (double)Encoding.UTF8.GetByteCount(Text(a[0]))),
        ["print"] = (0, int.MaxValue, static a => string.Concat(a.Select(TextOf))),
        ["not"] = (1, 1, static a => !IsTrue(a[0])),
        ["and"] = (1, int.MaxValue, static a => a.FirstOrDefault(value => !IsTrue(value), a[^1])),
        ["or"] = (1, int.MaxValue, static a => a.FirstOrDefault(IsTrue, a[^1])),
        ["eq"] = (2, int.MaxValue, static a => a.Skip(1).Any(value => Equals(a[0], value))),
        ["ne"] = (2, 2, static a => !Equals(a[0], a[1])),
        ["lt"] = (2, 2, static a => Compare(a[0], a[1]) < 0),
        ["le"] = (2, 2, static a => Compare(a[0], a[1]) <= 0),
        ["gt"] = (2, 2, static a => Compare(a[0], a[1]) > 0),
        ["ge"] = (2, 2, static a => Compare(a[0], a[1]) >= 0),
    };

    /// <summary>True where there is a function of this name.</summary>
    public static bool Has(string name) => s_functions.ContainsKey(name);

    /// <summary>Makes a call.</summary>
    /// <exception cref="ArgumentException">It has too few arguments, or too many.</exception>
    public static TemplateValue Call(string name, IReadOnlyList<TemplateValue> arguments)
    {
        var (least, most, call) = s_functions[name];
        return arguments.Count >= least && arguments.Count <= most
            ? scope => call([.. arguments.Select(argument => argument(scope))])
            : throw new ArgumentException($"the function {name} has {arguments.Count} arguments");
    }

    /// <summary>A value as it is written.</summary>
    public static string TextOf(object? value) => value switch
    {
        null => "<no value>",
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => number.ToString("0.#################", CultureInfo.InvariantCulture),
        _ => throw new TemplateException("what was found, as a whole, is no text"),
    };

    /// <summary>True of what is not empty: neither nothing, nor an empty text, nor zero, nor false.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        string text => text.Length > 0,
        bool flag => flag,
        double number => number != 0,
        _ => true,
    };

    private static string Text(object? value) => value as string ?? throw new TemplateException("not a text");

    private static int Number(object? value) => value is double number ? (int)number : throw new TemplateException("not a number");

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (double one, double other) => one.CompareTo(other),
        _ => throw new TemplateException("cannot be compared"),
    };

    private static string Replace(string text, string old, string with, int most)
    {
        if (most < 0 && old.Length > 0)
        {
            return text.Replace(old, with, StringComparison.Ordinal);
        }

        var replaced = new StringBuilder();
        var at = 0;
        for (var i = 0; i < most && old.Length > 0 && text.IndexOf(old, at, StringComparison.Ordinal) is var found and >= 0; i++)
        {
            replaced.Append(text, at, found - at).Append(with);
            at = found + old.Length;
        }

        return replaced.Append(text, at, text.Length - at).ToString();
    }
}
