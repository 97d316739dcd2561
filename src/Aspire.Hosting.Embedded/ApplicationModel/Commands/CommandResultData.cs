namespace Aspire.Hosting.ApplicationModel;

/// <summary>Data that a command returns.</summary>
public sealed class CommandResultData
{
    /// <summary>The data.</summary>
    public required string Value { get; init; }

    /// <summary>How it is shown; default as text.</summary>
    public CommandResultFormat Format { get; init; }

    /// <summary>True where it is shown without being asked for; default false.</summary>
    public bool DisplayImmediately { get; init; }
}
