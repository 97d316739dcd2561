namespace Observability.Hosting.Backends;

/// <summary>Remembers what a binary said of its version, so that a start does not ask again.</summary>
internal interface IVersionCache
{
    /// <summary>Returns the remembered output for the file as it is now, or asks and remembers.</summary>
    string GetOrAdd(string path, Func<string> ask);
}
