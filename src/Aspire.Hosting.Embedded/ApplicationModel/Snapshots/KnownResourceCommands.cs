namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of the commands that the dashboard knows.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts a resource that is stopped or waits.</summary>
    public static readonly string StartCommand = "start";

    /// <summary>Stops a resource.</summary>
    public static readonly string StopCommand = "stop";

    /// <summary>Stops and starts a resource.</summary>
    public static readonly string RestartCommand = "restart";

    /// <summary>Builds a project and restarts it.</summary>
    public static readonly string RebuildCommand = "rebuild";

    /// <summary>Sets the value of a parameter.</summary>
    public static readonly string SetParameterCommand = "set-parameter";

    /// <summary>Removes the stored value of a parameter.</summary>
    public static readonly string DeleteParameterCommand = "delete-parameter";
}
