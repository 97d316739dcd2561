using System.Text.Json;
using Aspire.Hosting.Embedded.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value, such as a password. Every call makes another one.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    /// <summary>Shortest length, in characters; default 22, which is 128 bits of letters and digits.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>True (the default) where lower-case letters may occur.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>True (the default) where upper-case letters may occur.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>True (the default) where digits may occur.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>True (the default) where special characters may occur.</summary>
    public bool Special { get; set; } = true;

    /// <summary>Fewest lower-case letters; default 0.</summary>
    public int MinLower { get; set; }

    /// <summary>Fewest upper-case letters; default 0.</summary>
    public int MinUpper { get; set; }

    /// <summary>Fewest digits; default 0.</summary>
    public int MinNumeric { get; set; }

    /// <summary>Fewest special characters; default 0.</summary>
    public int MinSpecial { get; set; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No value can meet the settings; the message names the one to change.</exception>
    public override string GetDefaultValue() => PasswordGenerator.Generate(this);

    /// <inheritdoc/>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var writer = context.Writer;
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", MinLength);
        WriteWhereFalse(writer, "lower", Lower);
        WriteWhereFalse(writer, "upper", Upper);
        WriteWhereFalse(writer, "numeric", Numeric);
        WriteWhereFalse(writer, "special", Special);
        WriteWhereSet(writer, "minLower", MinLower);
        WriteWhereSet(writer, "minUpper", MinUpper);
        WriteWhereSet(writer, "minNumeric", MinNumeric);
        WriteWhereSet(writer, "minSpecial", MinSpecial);
        writer.WriteEndObject();
    }

    // A manifest leaves out what is the default: classes are allowed, and no minimum is asked for.
    private static void WriteWhereFalse(Utf8JsonWriter writer, string name, bool value)
    {
        if (!value)
        {
            writer.WriteBoolean(name, value);
        }
    }

    private static void WriteWhereSet(Utf8JsonWriter writer, string name, int value)
    {
        if (value != 0)
        {
            writer.WriteNumber(name, value);
        }
    }
}
