using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>State of a resource.</summary>
/// <param name="Text">The state.</param>
/// <param name="Style">One of <see cref="KnownResourceStateStyles"/>, or null for the state's own.</param>
[DebuggerDisplay("{Text}")]
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>Makes a state without a style of its own; null for null.</summary>
    /// <param name="s">The state.</param>
    [return: NotNullIfNotNull(nameof(s))]
    [SuppressMessage("Usage", "CA2225", Justification = "The shape is Aspire.Hosting's; the alternate is the constructor.")]
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new ResourceStateSnapshot(s, null);
}
