using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>Looks the values of parameters up in the configuration.</summary>
internal static class ParameterConfiguration
{
    private const string ParametersSection = "Parameters";
    private const string ConnectionStringsSection = "ConnectionStrings";

    public static string KeyOf(string name) => $"{ParametersSection}:{name}";

    public static string GetParameter(IConfiguration configuration, string name, ParameterDefault? fallback) =>
        GetValue(configuration, KeyOf(name), $"Parameter '{name}'", fallback);

    public static string GetConnectionString(IConfiguration configuration, string name, ParameterDefault? fallback) =>
        GetValue(configuration, $"{ConnectionStringsSection}:{name}", $"Connection string '{name}'", fallback);

    /// <summary>The configured value, else the default.</summary>
    /// <exception cref="MissingParameterValueException">There is neither; the message says where to put one.</exception>
    public static string GetValue(IConfiguration configuration, string key, string what, ParameterDefault? fallback)
    {
        // Shells cannot set variables with a hyphen in the name, hence Parameters__my_name for Parameters:my-name.
        var value = configuration[key] ?? (key.Contains('-') ? configuration[key.Replace('-', '_')] : null);
        if (value is not null)
        {
            return value;
        }

        if (fallback is not null)
        {
            return fallback.GetDefaultValue();
        }

        var variable = key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_');
        throw new MissingParameterValueException(
            $"{what} has no value. Set the configuration key '{key}', for example by the environment variable {variable} or by 'dotnet user-secrets set \"{key}\" <value>' in the AppHost's directory.");
    }
}
