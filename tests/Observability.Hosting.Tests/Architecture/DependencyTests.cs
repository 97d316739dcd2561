using System.Text.RegularExpressions;

namespace Observability.Hosting.Tests.Architecture;

/// <summary>
/// Dependencies point one way: systems may use the model and the backends, never another system; the model uses none of
/// the rest.
/// </summary>
public partial class DependencyTests
{
    private static readonly string[] s_shared = ["Model", "Backends", "Selection", "Validation", "State", "Console", "Lint", "Publishing", "Targets"];

    private static string LibraryFolder => Path.GetFullPath(Path.Combine(GoldenFile.SourceFolder, "../../src/Observability.Hosting"));

    // What makes manifests of a graph must not know what is in it.
    private static readonly string[] s_blind = ["Publishing", "Targets"];

    public static TheoryData<string> Systems => [.. Directory.GetDirectories(LibraryFolder)
        .Select(folder => Path.GetFileName(folder))
        .Except([.. s_shared, "bin", "obj"])];

    [Theory]
    [MemberData(nameof(Systems))]
    public void System_Sources_NameNoOtherSystem(string system)
    {
        var others = Systems.Select(row => row.Data).Where(other => other != system).ToList();
        var breaches = from file in Directory.GetFiles(Path.Combine(LibraryFolder, system), "*.cs", SearchOption.AllDirectories)
                       from other in others
                       where Regex.IsMatch(CodeOf(file), $@"\b(Add|I)?{other}(?=[A-Z\b.;,(<>\s])")
                       select $"{Path.GetFileName(file)} names {other}";

        Assert.Empty(breaches);
    }

    [Fact]
    public void Publishing_Sources_NameNoSystem()
    {
        var breaches = from folder in s_blind
                       from file in Directory.GetFiles(Path.Combine(LibraryFolder, folder), "*.cs", SearchOption.AllDirectories)
                       from system in Systems
                       where CodeOf(file).Contains($"Observability.Hosting.{system.Data}", StringComparison.Ordinal)
                       select $"{Path.GetFileName(file)} uses {system.Data}";

        Assert.Empty(breaches);
    }

    [Fact]
    public void Systems_Folders_AreFound() => Assert.Contains(Systems, row => row.Data == "Prometheus");

    [Fact]
    public void Model_Sources_UseNothingOfTheRest()
    {
        var rest = Systems.Select(row => row.Data).Concat(s_shared.Except(["Model"])).ToList();
        var breaches = from file in Directory.GetFiles(Path.Combine(LibraryFolder, "Model"), "*.cs")
                       from other in rest
                       where CodeOf(file).Contains($"Observability.Hosting.{other}", StringComparison.Ordinal)
                       select $"{Path.GetFileName(file)} uses {other}";

        Assert.Empty(breaches);
    }

    /// <summary>The code without comments and strings: a sentence may name whom it likes.</summary>
    private static string CodeOf(string file) => CommentsAndStrings().Replace(File.ReadAllText(file), " ");

    [GeneratedRegex("//[^\\n]*|\"[^\"\\n]*\"")]
    private static partial Regex CommentsAndStrings();
}
