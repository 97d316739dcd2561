namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes outcomes of commands.</summary>
public static class CommandResults
{
    /// <summary>The command did what it should.</summary>
    public static ExecuteCommandResult Success() => new() { Success = true };

    /// <summary>The command did what it should.</summary>
    /// <param name="message">What is said about it.</param>
    public static ExecuteCommandResult Success(string message) => new() { Success = true, Message = message };

    /// <summary>The command did what it should and returns data.</summary>
    /// <param name="message">What is said about it.</param>
    /// <param name="result">The data.</param>
    /// <param name="resultFormat">How the data is shown.</param>
    public static ExecuteCommandResult Success(string message, string result, CommandResultFormat resultFormat = CommandResultFormat.Text) =>
        Success(message, new CommandResultData { Value = result, Format = resultFormat });

    /// <summary>The command did what it should and returns data.</summary>
    /// <param name="message">What is said about it.</param>
    /// <param name="result">The data.</param>
    /// <param name="resultFormat">How the data is shown.</param>
    /// <param name="displayImmediately">True where it is shown without being asked for.</param>
    public static ExecuteCommandResult Success(string message, string result, CommandResultFormat resultFormat, bool displayImmediately) =>
        Success(message, new CommandResultData { Value = result, Format = resultFormat, DisplayImmediately = displayImmediately });

    /// <summary>The command did what it should and returns data.</summary>
    /// <param name="message">What is said about it.</param>
    /// <param name="value">The data.</param>
    public static ExecuteCommandResult Success(string message, CommandResultData value) =>
        new() { Success = true, Message = message, Data = value };

    /// <summary>The command failed.</summary>
    /// <param name="errorMessage">Why; null where that is not known.</param>
    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, Message = errorMessage };

    /// <summary>The command failed.</summary>
    /// <param name="exception">Why.</param>
    public static ExecuteCommandResult Failure(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Failure(exception.Message);
    }

    /// <summary>The command failed and returns data.</summary>
    /// <param name="errorMessage">Why.</param>
    /// <param name="result">The data.</param>
    /// <param name="resultFormat">How the data is shown.</param>
    public static ExecuteCommandResult Failure(string errorMessage, string result, CommandResultFormat resultFormat = CommandResultFormat.Text) =>
        Failure(errorMessage, new CommandResultData { Value = result, Format = resultFormat });

    /// <summary>The command failed and returns data.</summary>
    /// <param name="errorMessage">Why.</param>
    /// <param name="value">The data.</param>
    public static ExecuteCommandResult Failure(string errorMessage, CommandResultData value) =>
        new() { Success = false, Message = errorMessage, Data = value };

    /// <summary>The user called it off.</summary>
    public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true };
}
