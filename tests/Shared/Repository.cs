namespace Observability.Tests;

/// <summary>Places of this checkout that tests read from or write to.</summary>
internal static class Repository
{
    private static readonly Lazy<string> s_root = new(FindRoot);

    /// <summary>Folder of Observability.sln.</summary>
    public static string Root => s_root.Value;

    /// <summary>Full path of something in the checkout.</summary>
    public static string Combine(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>
    /// Where evidence of a failure is kept (traces, screenshots, logs): the folder of <c>test.sh</c>'s reports when it
    /// runs the tests, else one beside the test program.
    /// </summary>
    public static string EvidenceFolder(string name)
    {
        var results = Environment.GetEnvironmentVariable("OBS_TEST_RESULTS") is { Length: > 0 } set
            ? set
            : Path.Combine(AppContext.BaseDirectory, "TestResults");
        return Directory.CreateDirectory(Path.Combine(results, "evidence", name)).FullName;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Observability.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Observability.sln above {AppContext.BaseDirectory}");
    }
}
