namespace Observability.StandIns.Tests.Consumer;

/// <summary>One of the programs that the contract is for.</summary>
public interface IConsumerBackend
{
    /// <summary>The program and the arguments before its own; skips the test where it cannot be had.</summary>
    (string FileName, IReadOnlyList<string> Arguments) Command { get; }
}
