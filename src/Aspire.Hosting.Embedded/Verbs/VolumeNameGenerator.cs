using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Orchestration;

namespace Aspire.Hosting;

/// <summary>Names volumes so that two applications on one machine do not share them by accident.</summary>
public static class VolumeNameGenerator
{
    private const int HashLength = 10;

    /// <summary>
    /// <c>application-hash-resource-suffix</c>, the same in every run: the hash is of the AppHost's path, so a copy of the
    /// AppHost elsewhere has volumes of its own.
    /// </summary>
    /// <exception cref="ArgumentException">The suffix has characters besides ASCII letters, digits, '_', '.' and '-'.</exception>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(suffix);
        if (!suffix.All(IsVolumeCharacter))
        {
            throw new ArgumentException($"The suffix '{suffix}' of a volume's name may have ASCII letters, digits, '_', '.' and '-' only.", nameof(suffix));
        }

        var application = builder.ApplicationBuilder;
        var hash = application.Configuration[WellKnownConfiguration.AppHostSha256] ?? string.Empty;
#pragma warning disable CA1308 // The hash is hex and volumes are conventionally lower case.
        hash = hash[..Math.Min(HashLength, hash.Length)].ToLowerInvariant();
        var name = Sanitize(application.Environment.ApplicationName).ToLowerInvariant();
#pragma warning restore CA1308
        return $"{name}-{hash}-{builder.Resource.Name}-{suffix}";
    }

    // Engines want a letter or digit first.
    private static string Sanitize(string name)
    {
        var text = string.Concat(name.Select(character => IsVolumeCharacter(character) ? character : '_'));
        return text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) ? text : $"v{text}";
    }

    private static bool IsVolumeCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-';
}
