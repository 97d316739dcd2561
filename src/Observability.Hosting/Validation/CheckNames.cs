using System.Text.RegularExpressions;

namespace Observability.Hosting.Validation;

/// <summary>Names rules after the checks that hold them.</summary>
internal static partial class CheckNames
{
    /// <summary>The name in kebab case, without the word that all of them end in.</summary>
    public static string RuleOf(Type check)
    {
        var name = check.Name.EndsWith("Check", StringComparison.Ordinal) ? check.Name[..^"Check".Length] : check.Name;
        return WordStart().Replace(name, "-$0").ToLowerInvariant();
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
