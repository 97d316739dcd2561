namespace Observability.Testcontainers.Tests;

/// <summary>Compares output with a committed file; <c>UPDATE_GOLDEN=1</c> writes it instead, for a person to review.</summary>
internal static class GoldenFile
{
    private static readonly string s_folder = Repository.Combine("tests", "Observability.Testcontainers.Tests", "Golden");

    public static void Matches(string name, string actual)
    {
        var path = Path.Combine(s_folder, name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(s_folder);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
