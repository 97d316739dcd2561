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
    /// Where the evidence of the running test's failure is kept: <c>artifacts/e2e/&lt;test&gt;</c>, the test by its class, its method and
    /// its arguments.
    /// </summary>
    public static string EvidenceFolder()
    {
        const int LongestName = 120;
        var context = TestContext.Current;
        var test = context.Test?.TestDisplayName ?? throw new InvalidOperationException("No test is running.");
        var arguments = test.Contains('(', StringComparison.Ordinal) ? test[test.IndexOf('(', StringComparison.Ordinal)..] : string.Empty;
        var name = $"{context.TestClass!.TestClassSimpleName}.{context.TestMethod!.MethodName}{arguments}";
        var folder = string.Concat(name.Take(LongestName).Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' ? character : '-'));
        return Directory.CreateDirectory(Combine("artifacts", "e2e", folder.Trim('-'))).FullName;
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
