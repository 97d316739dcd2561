namespace Aspire.Hosting.ApplicationModel;

/// <summary>How the data that a command returns is shown.</summary>
public enum CommandResultFormat
{
    /// <summary>As text.</summary>
    Text = 0,

    /// <summary>As JSON.</summary>
    Json = 1,

    /// <summary>As Markdown.</summary>
    Markdown = 2,
}
