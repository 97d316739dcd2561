using System.Text;

namespace Observability.Tests;

/// <summary>Files of programs that run: what was listed a moment ago may be gone.</summary>
internal static class LiveFile
{
    /// <summary>The bytes as a text of Latin-1, in which any text of ASCII is found; empty where the file is gone.</summary>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.Latin1);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return string.Empty;
        }
    }
}
