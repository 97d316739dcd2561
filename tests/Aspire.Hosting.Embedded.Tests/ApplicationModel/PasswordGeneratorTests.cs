using System.Buffers;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.ApplicationModel;

public class PasswordGeneratorTests
{
    private const int Rounds = 2000;

    // Characters that would need escaping in a connection string, a URL, a shell or a template.
    private static readonly SearchValues<char> s_awkward = SearchValues.Create("{}\"';:@/%& ");

    [Fact]
    public void GetDefaultValue_MeetsWhateverIsAskedFor()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var settings = RandomSettings();
            var value = settings.GetDefaultValue();

            var required = settings.MinLower + settings.MinUpper + settings.MinNumeric + settings.MinSpecial;
            Assert.Equal(Math.Max(settings.MinLength, required), value.Length);
            AssertClass(value, PasswordGenerator.LowerCharacters, settings.Lower, settings.MinLower);
            AssertClass(value, PasswordGenerator.UpperCharacters, settings.Upper, settings.MinUpper);
            AssertClass(value, PasswordGenerator.NumericCharacters, settings.Numeric, settings.MinNumeric);
            AssertClass(value, PasswordGenerator.SpecialCharacters, settings.Special, settings.MinSpecial);
        }
    }

    [Fact]
    public void GetDefaultValue_PutsRequiredCharactersAnywhere()
    {
        var settings = new GenerateParameterDefault { MinLength = 8, MinNumeric = 1, Numeric = true, Special = false };
        var first = 0;
        var last = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var value = settings.GetDefaultValue();
            first += char.IsAsciiDigit(value[0]) ? 1 : 0;
            last += char.IsAsciiDigit(value[^1]) ? 1 : 0;
        }

        // Without the shuffle every value would have its digit in the same place.
        Assert.InRange(first, Rounds / 10, Rounds / 2);
        Assert.InRange(last, Rounds / 10, Rounds / 2);
    }

    [Fact]
    public void GetDefaultValue_DiffersEachTime()
    {
        var settings = new GenerateParameterDefault();
        var values = Enumerable.Range(0, Rounds).Select(_ => settings.GetDefaultValue()).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(Rounds, values.Count);
        Assert.All(values, static value => Assert.Equal(22, value.Length));
        Assert.All(values, static value => Assert.False(value.AsSpan().ContainsAny(s_awkward)));
    }

    [Fact]
    public void GetDefaultValue_ThatCannotBeMet_NamesTheSetting()
    {
        Assert.Contains("MinLower", Fail(new() { Lower = false, MinLower = 1 }), StringComparison.Ordinal);
        Assert.Contains("MinLength", Fail(new() { MinLength = -1 }), StringComparison.Ordinal);
        Assert.Contains("at least one", Fail(new() { Lower = false, Upper = false, Numeric = false, Special = false }), StringComparison.Ordinal);

        static string Fail(GenerateParameterDefault settings) =>
            Assert.Throws<InvalidOperationException>(settings.GetDefaultValue).Message;
    }

    private static void AssertClass(string value, string characters, bool isAllowed, int minimum)
    {
        var count = value.Count(characters.Contains);
        Assert.True(count >= minimum, $"'{value}' has {count} of '{characters}', not {minimum}.");
        Assert.True(isAllowed || count == 0, $"'{value}' has {count} of '{characters}', which are not allowed.");
    }

    private static GenerateParameterDefault RandomSettings()
    {
        var allowed = RandomNumberGenerator.GetInt32(1, 16);
        return new GenerateParameterDefault
        {
            MinLength = RandomNumberGenerator.GetInt32(1, 40),
            Lower = (allowed & 1) != 0,
            Upper = (allowed & 2) != 0,
            Numeric = (allowed & 4) != 0,
            Special = (allowed & 8) != 0,
            MinLower = (allowed & 1) != 0 ? RandomNumberGenerator.GetInt32(6) : 0,
            MinUpper = (allowed & 2) != 0 ? RandomNumberGenerator.GetInt32(6) : 0,
            MinNumeric = (allowed & 4) != 0 ? RandomNumberGenerator.GetInt32(6) : 0,
            MinSpecial = (allowed & 8) != 0 ? RandomNumberGenerator.GetInt32(6) : 0,
        };
    }
}
