namespace Observability.Hosting.Backends;

/// <summary>Runs a program to its end. Every external tool of this library goes through it; tests record the calls.</summary>
internal interface IToolRunner
{
    /// <summary>Runs it without a shell and returns what it printed; a program that exceeds the time is killed.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    ToolResult Run(string path, IReadOnlyList<string> arguments, TimeSpan timeout);
}
