namespace Aspire.Hosting.ApplicationModel;

/// <summary>Outcome of a command.</summary>
public sealed class ExecuteCommandResult
{
    private readonly string? _message;

    /// <summary>True where the command did what it should.</summary>
    public required bool Success { get; init; }

    /// <summary>True where the user called it off; default false.</summary>
    public bool Canceled { get; init; }

    /// <summary>What is said about the outcome.</summary>
    public string? Message
    {
        get => _message;
        init => _message = value;
    }

    /// <summary>The same as <see cref="Message"/>.</summary>
    [Obsolete("Use Message instead.")]
    public string? ErrorMessage
    {
        get => _message;
        init => _message = value;
    }

    /// <summary>What the command returns; null for nothing.</summary>
    public CommandResultData? Data { get; init; }
}
