using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Reads and writes the AppHost project's user secrets.</summary>
public interface IUserSecretsManager
{
    /// <summary>True where the AppHost project has a user-secrets id; otherwise nothing can be stored.</summary>
    bool IsAvailable { get; }

    /// <summary>Full path of the secrets file, or an empty string where there is none.</summary>
    string FilePath { get; }

    /// <summary>Stores a secret.</summary>
    /// <param name="name">Configuration key, such as <c>Parameters:password</c>.</param>
    /// <param name="value">The value.</param>
    /// <returns>False where the secrets are not available or the file cannot be written.</returns>
    bool TrySetSecret(string name, string value);

    /// <summary>Removes a secret.</summary>
    /// <param name="name">Configuration key, such as <c>Parameters:password</c>.</param>
    /// <returns>False where the secrets are not available, the key is not there or the file cannot be written.</returns>
    bool TryDeleteSecret(string name);

    /// <summary>Generates and stores a secret unless the configuration already has a value for it.</summary>
    /// <param name="configuration">Configuration that is asked first and receives the new value.</param>
    /// <param name="name">Configuration key, such as <c>Parameters:password</c>.</param>
    /// <param name="valueGenerator">Makes the value where there is none.</param>
    void GetOrSetSecret(IConfigurationManager configuration, string name, Func<string> valueGenerator);

    /// <summary>Merges an object into the secrets file.</summary>
    /// <param name="state">The object; nested properties become keys joined by colons.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task SaveStateAsync(JsonObject state, CancellationToken cancellationToken = default);
}
