using System.Runtime.CompilerServices;

namespace Observability.CloudExporter.Tests;

/// <summary>Compares output with a committed file; <c>UPDATE_GOLDEN=1</c> writes it instead, for a person to review.</summary>
internal static class GoldenFile
{
    public static void Matches(string relativePath, string actual, [CallerFilePath] string caller = "")
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(caller)!, relativePath), actual);
            return;
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, relativePath)), actual);
    }
}
