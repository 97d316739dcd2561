namespace Observability.StandIns.Tests.Logs;

/// <summary>Something that the contract runs against.</summary>
public interface ILogsBackend
{
    /// <summary>The program, with the arguments before those of the server.</summary>
    (string FileName, IReadOnlyList<string> Arguments) Command { get; }
}
