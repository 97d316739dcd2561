namespace Observability.Hosting.Tests;

/// <summary>Compares output with a committed file; <c>UPDATE_GOLDEN=1</c> writes it instead, for a person to review.</summary>
internal static class GoldenFile
{
    public static void Matches(string relativePath, string actual)
    {
        var path = Path.Combine(SourceFolder, relativePath);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{relativePath} is missing.");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    /// <summary>Folder of this project's sources.</summary>
    public static string SourceFolder { get; } = FindSourceFolder();

    private static string FindSourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Observability.Hosting.Tests.csproj")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run from their project's folder.");
    }
}
