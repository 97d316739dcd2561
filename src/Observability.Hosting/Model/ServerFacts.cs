namespace Observability.Hosting.Model;

/// <summary>What the choice of a backend needs to know about a system.</summary>
/// <param name="Image">Image of the container backend.</param>
/// <param name="ImageVersion">The server's version in that image; decides which configuration keys are written.</param>
/// <param name="Native">The process backend, or null where the vendor ships no binary.</param>
/// <param name="UserId">User that the image runs as; owns mounted configuration files.</param>
/// <param name="GroupId">Group that the image runs as.</param>
/// <param name="StandIn">
/// Name of the stand-in that can take the server's place, or null where there is none; the first argument of the
/// stand-ins' program.
/// </param>
public sealed record ServerFacts(
    ServerImage Image,
    Version ImageVersion,
    NativeServer? Native,
    int UserId,
    int GroupId,
    string? StandIn = null);
