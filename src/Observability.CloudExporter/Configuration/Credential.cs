namespace Observability.CloudExporter.Configuration;

/// <summary>
/// A secret of an account: given as a value, or as a file, which is read again each time so that a rotated secret counts at the
/// next refresh. It never prints its value.
/// </summary>
internal sealed class Credential
{
    private readonly string? _value;
    private readonly string? _file;

    private Credential(string key, string? value, string? file)
    {
        Key = key;
        _value = value;
        _file = file;
    }

    /// <summary>Where it is configured, for messages.</summary>
    public string Key { get; }

    /// <summary>One that is given as a value.</summary>
    public static Credential FromValue(string key, string value) => new(key, value, null);

    /// <summary>One that is in a file, white space around it not counted.</summary>
    public static Credential FromFile(string key, string file) => new(key, null, file);

    /// <summary>The value.</summary>
    /// <exception cref="IOException">The file cannot be read, or has nothing in it that could be a secret.</exception>
    public string Read()
    {
        if (_file is null)
        {
            return _value!;
        }

        string text;
        try
        {
            text = File.ReadAllText(_file).Trim();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"{Key}: {denied.Message}", denied);
        }
        catch (IOException missing)
        {
            throw new IOException($"{Key}: {missing.Message}", missing);
        }

        return IsUsable(text) ? text : throw new IOException($"{Key}: '{_file}' is empty or has characters that no credential has.");
    }

    /// <summary>Whether a text can stand in an HTTP header, as all credentials of the providers do.</summary>
    public static bool IsUsable(string text) => text.Length > 0 && text.All(static c => c is > ' ' and <= '~' and not ',');

    /// <inheritdoc/>
    public override string ToString() => Key;
}
