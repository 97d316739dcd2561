namespace Observability.StandIns.Tests.Dashboards;

/// <summary>One of the programs that the contract is for.</summary>
public interface IDashboardsBackend
{
    /// <summary>The program and the arguments before <c>server</c>; skips the test where it cannot be had.</summary>
    (string FileName, IReadOnlyList<string> Arguments) Command { get; }

    /// <summary>Arguments behind <c>server</c> that only this program needs.</summary>
    IReadOnlyList<string> ServerArguments { get; }
}
