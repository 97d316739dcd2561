namespace Observability.StandIns.Tests.Documents;

/// <summary>The stand-in.</summary>
public sealed class StandInBackend : IDocumentBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command(int port) =>
        ("dotnet", [typeof(IStandIn).Assembly.Location, "documents", "--server-version=9.5.2", $"-Ehttp.port={port}"]);
}
