namespace Observability.StandIns.Tests.Containers;

/// <summary>
/// An image that a test makes of a stand-in, under the vendor's name below a registry that there is not: it proves the container's side of
/// a contract where the vendor's image cannot be pulled.
/// </summary>
internal static class StandInImage
{
    private const string Registry = "standin.test";
    private const string Folder = "/app";
    private const string Runtime = "/usr/share/dotnet";

    /// <summary>Makes it where the engine does not have it yet, and returns its reference.</summary>
    /// <param name="image">The vendor's repository and tag.</param>
    /// <param name="user">The user that the vendor's image runs as.</param>
    /// <param name="command">What its shell runs; <c>standin</c> is the program of the stand-ins, <c>$@</c> what the container is given.</param>
    public static async Task<string> EnsureAsync((string Repository, string Tag) image, int user, string command)
    {
        await Requires.ContainerEngineAsync();
        var reference = $"{Registry}/{image.Repository}:{image.Tag}";
        if (!await EngineApi.HasImageAsync(reference))
        {
            await using var archive = ImageArchive.Create(("standin", user));
            await AddRuntimeAsync(archive);
            archive.AddText("/entrypoint.sh", $"#!/bin/sh\nstandin=\"{Runtime}/dotnet {Folder}/Observability.StandIns.dll\"\nexec {command.Replace("standin", "$standin", StringComparison.Ordinal)}\n", isExecutable: true);
            await EngineApi.ImportAsync(
                $"{Registry}/{image.Repository}",
                image.Tag,
                await archive.CompleteAsync(),
                ["ENTRYPOINT [\"/entrypoint.sh\"]", $"USER {user}", "ENV HOME=/tmp DOTNET_EnableDiagnostics=0"]);
            ContainerRun.RemoveAtEnd(reference);
        }

        return reference;
    }

    private static async Task AddRuntimeAsync(ImageArchive archive)
    {
        var version = Environment.Version.ToString(fieldCount: 3);
        await archive.AddProgramAsync("/usr/bin/dash", "/bin/sh");
        await archive.AddProgramAsync($"{Runtime}/dotnet");
        await archive.AddTreeAsync($"{Runtime}/host");
        await archive.AddTreeAsync($"{Runtime}/shared/Microsoft.NETCore.App/{version}");
        await archive.AddTreeAsync($"{Runtime}/shared/Microsoft.AspNetCore.App/{version}");
        foreach (var loadedByName in new[] { "libssl.so.3", "libcrypto.so.3" })
        {
            await archive.AddProgramAsync($"/usr/lib/x86_64-linux-gnu/{loadedByName}");
        }

        await archive.AddTreeAsync(Path.GetDirectoryName(typeof(IStandIn).Assembly.Location)!, Folder);
    }
}
