namespace Observability.StandIns.Tests.Documents;

/// <summary>One of the programs that the contract is for.</summary>
public interface IDocumentBackend
{
    /// <summary>The program and its arguments; skips the test where it cannot be had.</summary>
    /// <param name="port">Port of the API.</param>
    (string FileName, IReadOnlyList<string> Arguments) Command(int port);
}
