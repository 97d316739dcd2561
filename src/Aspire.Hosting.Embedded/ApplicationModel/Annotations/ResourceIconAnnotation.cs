using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Icon of a resource in the dashboard.</summary>
/// <param name="iconName">Name of a Fluent UI icon.</param>
/// <param name="iconVariant">Variant of the icon; default filled.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, IconName = {IconName}, IconVariant = {IconVariant}")]
public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
{
    /// <summary>Name of a Fluent UI icon.</summary>
    public string IconName { get; } = iconName ?? throw new ArgumentNullException(nameof(iconName));

    /// <summary>Variant of the icon.</summary>
    public IconVariant IconVariant { get; } = iconVariant;
}
