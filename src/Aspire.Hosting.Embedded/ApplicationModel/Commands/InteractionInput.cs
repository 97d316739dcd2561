using System.Diagnostics;

namespace Aspire.Hosting;

/// <summary>A question to the user, and once it is there, the answer.</summary>
[DebuggerDisplay("Name = {Name}, InputType = {InputType}, Required = {Required}")]
public sealed class InteractionInput
{
    /// <summary>Name of the question, unique among those asked together.</summary>
    public required string Name { get; init; }

    /// <summary>Kind of the answer.</summary>
    public required InputType InputType { get; init; }

    /// <summary>Text of the question; null for the name.</summary>
    public string? Label { get; init; }

    /// <summary>What is said about it.</summary>
    public string? Description { get; init; }

    /// <summary>True where the description is Markdown; default false.</summary>
    public bool EnableDescriptionMarkdown { get; init; }

    /// <summary>True where there must be an answer; default false.</summary>
    public bool Required { get; init; }

    /// <summary>Values and texts of a choice.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Options { get; set; }

    /// <summary>True where another value than the options may be given; default false.</summary>
    public bool AllowCustomChoice { get; init; }

    /// <summary>The answer; set before, what it is unless the user changes it.</summary>
    public string? Value { get; set; }

    /// <summary>Text that is shown where there is no answer yet.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Longest answer, in characters; null for no limit.</summary>
    public int? MaxLength { get; init; }

    /// <summary>True where it cannot be answered; default false.</summary>
    public bool Disabled { get; set; }

    /// <summary>What a check found wrong with the answer.</summary>
    internal List<string> ValidationErrors { get; } = [];
}
