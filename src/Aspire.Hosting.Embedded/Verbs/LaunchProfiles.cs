using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>
/// Finds a project's launch profile in its <c>Properties/launchSettings.json</c>:
/// <c>{ "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:5180", "environmentVariables": { … } } } }</c>.
/// </summary>
internal static partial class LaunchProfiles
{
    private const string ProjectCommand = "Project";

    /// <summary>
    /// The profile of that name, else the one named like the AppHost's own, else the first that runs the project; null when
    /// there is none of these.
    /// </summary>
    /// <exception cref="DistributedApplicationException">There is no profile of that name, or the file cannot be read.</exception>
    public static (string Name, LaunchProfile Profile)? Find(IDistributedApplicationBuilder builder, string resourceName, IProjectMetadata project, string? profileName)
    {
        var profiles = (project.LaunchSettings ?? Read(resourceName, PathOf(project)))?.Profiles;
        if (profileName is not null)
        {
            return profiles?.GetValueOrDefault(profileName) is { } named
                ? (profileName, named)
                : throw new DistributedApplicationException(
                    $"Project '{resourceName}' has no launch profile '{profileName}' in {PathOf(project)}. {Known(profiles)}");
        }

        if (profiles is null)
        {
            return null;
        }

        var own = builder.Configuration["AppHost:DefaultLaunchProfileName"] ?? builder.Configuration["DOTNET_LAUNCH_PROFILE"];
        if (own is not null && profiles.GetValueOrDefault(own) is { CommandName: ProjectCommand } same)
        {
            return (own, same);
        }

        foreach (var (name, profile) in profiles)
        {
            if (profile.CommandName == ProjectCommand)
            {
                return (name, profile);
            }
        }

        return null;
    }

    private static string PathOf(IProjectMetadata project)
    {
        var directory = Path.GetDirectoryName(project.ProjectPath) ?? string.Empty;
        return project.IsFileBasedApp
            ? Path.Combine(directory, $"{Path.GetFileNameWithoutExtension(project.ProjectPath)}.run.json")
            : Path.Combine(directory, "Properties", "launchSettings.json");
    }

    private static LaunchSettings? Read(string resourceName, string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            // Not the async API: a builder's verbs are synchronous.
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), Json.Default.LaunchSettings);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"Project '{resourceName}': {path} is not valid: {exception.Message}", exception);
        }
    }

    private static string Known(Dictionary<string, LaunchProfile>? profiles) => profiles is { Count: > 0 }
        ? $"It has: {string.Join(", ", profiles.Keys)}."
        : "It has none.";

    [JsonSourceGenerationOptions(AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip)]
    [JsonSerializable(typeof(LaunchSettings))]
    private sealed partial class Json : JsonSerializerContext;
}
