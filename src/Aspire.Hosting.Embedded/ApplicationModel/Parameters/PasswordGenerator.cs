using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>Makes random values that meet the settings of a <see cref="GenerateParameterDefault"/>.</summary>
internal static class PasswordGenerator
{
    // Letters that are taken for one another or for digits (i, l, o, I, L, O) are left out.
    public const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    public const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    public const string NumericCharacters = "0123456789";

    // Only what needs no escaping in connection strings, URLs' user part and DCP's templates: no braces, quotes or ; : @ / % &.
    public const string SpecialCharacters = "-_.~()*+!";

    private const int DefaultLength = 22;

    public static string Generate(GenerateParameterDefault settings)
    {
        Class[] classes =
        [
            new(nameof(settings.Lower), settings.Lower, settings.MinLower, LowerCharacters),
            new(nameof(settings.Upper), settings.Upper, settings.MinUpper, UpperCharacters),
            new(nameof(settings.Numeric), settings.Numeric, settings.MinNumeric, NumericCharacters),
            new(nameof(settings.Special), settings.Special, settings.MinSpecial, SpecialCharacters),
        ];
        var required = Check(settings, classes);
        var length = Math.Max(settings.MinLength, required);
        var characters = new char[length == 0 ? DefaultLength : length];

        // First what must occur, then anything allowed; the shuffle hides which is which.
        var filled = 0;
        foreach (var (_, _, minimum, alphabet) in classes)
        {
            RandomNumberGenerator.GetItems<char>(alphabet, characters.AsSpan(filled, minimum));
            filled += minimum;
        }

        var allowed = string.Concat(classes.Where(static one => one.IsAllowed).Select(static one => one.Characters));
        RandomNumberGenerator.GetItems<char>(allowed, characters.AsSpan(filled));
        RandomNumberGenerator.Shuffle(characters.AsSpan());
        return new string(characters);
    }

    private static int Check(GenerateParameterDefault settings, Class[] classes)
    {
        if (settings.MinLength < 0)
        {
            throw new InvalidOperationException($"{nameof(settings.MinLength)} is {settings.MinLength}; it cannot be negative.");
        }

        if (!classes.Any(static one => one.IsAllowed))
        {
            throw new InvalidOperationException(
                "A generated parameter must allow at least one of lower-case letters, upper-case letters, digits and special characters.");
        }

        var required = 0;
        foreach (var (name, isAllowed, minimum, _) in classes)
        {
            if (minimum < 0)
            {
                throw new InvalidOperationException($"Min{name} is {minimum}; it cannot be negative.");
            }

            if (minimum > 0 && !isAllowed)
            {
                throw new InvalidOperationException($"Min{name} is {minimum}, but {name} is false: allow the characters or ask for none of them.");
            }

            required = checked(required + minimum);
        }

        return required;
    }

    private sealed record Class(string Name, bool IsAllowed, int Minimum, string Characters);
}
