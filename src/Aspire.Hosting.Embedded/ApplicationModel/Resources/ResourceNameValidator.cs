using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>The rule for the names of resources and endpoints.</summary>
internal static class ResourceNameValidator
{
    /// <summary>Longest name, in characters: that of a DNS label in most clusters, plus one.</summary>
    public const int MaxLength = 64;

    /// <summary>Throws where a name breaks the rule.</summary>
    /// <param name="kind">What is named, for the message: <c>Resource</c> or <c>Endpoint</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="parameterName">The caller's parameter.</param>
    /// <exception cref="ArgumentException">The name breaks the rule; the message says which part of it.</exception>
    public static void ThrowIfInvalid(string kind, [NotNull] string? name, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(name, parameterName);
        if (Explain(kind, name) is { } problem)
        {
            throw new ArgumentException(problem, parameterName);
        }
    }

    /// <summary>Says what is wrong with a name, or returns null where nothing is.</summary>
    public static string? Explain(string kind, string name)
    {
        if (FindBrokenRule(name) is not { } rule)
        {
            return null;
        }

        return $"{kind} name '{name}' is invalid: it {rule}. A name has 1 to {MaxLength} ASCII letters, digits and hyphens, "
            + "starts with a letter, and has no hyphen at its end nor two in a row.";
    }

    private static string? FindBrokenRule(string name)
    {
        if (name.Length == 0)
        {
            return "is empty";
        }

        if (name.Length > MaxLength)
        {
            return $"has {name.Length} characters";
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
            {
                return $"contains '{character}'";
            }
        }

        if (!char.IsAsciiLetter(name[0]))
        {
            return "does not start with a letter";
        }

        if (name[^1] == '-')
        {
            return "ends with a hyphen";
        }

        return name.Contains("--", StringComparison.Ordinal) ? "has two hyphens in a row" : null;
    }
}
