using Microsoft.AspNetCore.Builder;

namespace Observability.StandIns.Tests.Containers;

/// <summary>
/// An image that a test makes of a stand-in, under the vendor's name below a registry that there is not: it proves the container's side of
/// a contract where the vendor's image cannot be pulled.
/// </summary>
internal static class StandInImage
{
    private const string Registry = "standin.test";
    private const string Folder = "/app";

    // …/shared/Microsoft.NETCore.App/10.0.4/System.Private.CoreLib.dll
    private static readonly string s_framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string s_runtime = Path.GetFullPath(Path.Combine(s_framework, "..", "..", ".."));

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
            var program = $"{s_runtime}/dotnet {Folder}/Observability.StandIns.dll";
            archive.AddText(
                "/entrypoint.sh", $"#!/bin/sh\nexec {command.Replace("standin", program, StringComparison.Ordinal)}\n", isExecutable: true);
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
        await archive.AddProgramAsync("/usr/bin/dash", "/bin/sh");
        await archive.AddProgramAsync($"{s_runtime}/dotnet");
        await archive.AddTreeAsync($"{s_runtime}/host");
        await archive.AddTreeAsync(s_framework);
        await archive.AddTreeAsync(Path.GetDirectoryName(typeof(WebApplication).Assembly.Location)!);

        // What .NET loads by name when it needs it.
        foreach (var library in Directory.GetDirectories("/usr/lib", "*-linux-gnu").SelectMany(folder => Directory.GetFiles(folder, "lib*.so.3")))
        {
            if (Path.GetFileName(library) is "libssl.so.3" or "libcrypto.so.3")
            {
                await archive.AddProgramAsync(library);
            }
        }

        await archive.AddTreeAsync(Path.GetDirectoryName(typeof(IStandIn).Assembly.Location)!, Folder);
    }
}
