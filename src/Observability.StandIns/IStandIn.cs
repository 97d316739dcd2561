namespace Observability.StandIns;

/// <summary>
/// A service that takes the place of a server (design decision D3): it reads the very configuration that the server gets,
/// answers 501 with the feature's name for what it does not do, and says what it is wherever a person looks.
/// </summary>
internal interface IStandIn
{
    /// <summary>Makes the service from its command line, ready to run.</summary>
    /// <exception cref="StandInException">The command line or a configuration file has a mistake.</exception>
    WebApplication Build(string[] arguments);
}
