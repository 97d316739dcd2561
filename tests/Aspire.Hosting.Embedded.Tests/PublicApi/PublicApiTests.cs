namespace Aspire.Hosting.Embedded.Tests.PublicApi;

/// <summary>
/// Code written against this library must compile unchanged against Aspire.Hosting, so whatever is public here must be
/// public there. <c>known-api.txt</c> holds the real API's lines (Aspire.Hosting and Aspire.Hosting.Testing 13.5) for
/// the types that are declared here, each type whole.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_ComparedWithAspire_HasNoLineOfItsOwn()
    {
        var known = KnownLines().ToHashSet(StringComparer.Ordinal);

        var ownLines = ApiLister.List(typeof(IDistributedApplicationBuilder).Assembly).Where(line => !known.Contains(line)).ToList();

        Assert.True(ownLines.Count == 0, $"{ownLines.Count} lines that Aspire does not have:\n{string.Join('\n', ownLines)}");
    }

    [Fact]
    public void PublicTypes_OutsideAspiresNamespaces_DoNotExist()
    {
        var assembly = typeof(IDistributedApplicationBuilder).Assembly;

        var others = assembly.GetExportedTypes().Except(ApiLister.Types(assembly));

        Assert.Empty(others);
    }

    [Fact]
    public void KnownApi_IsSortedAndUnique()
    {
        var lines = KnownLines();

        Assert.Equal(lines.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), lines);
    }

    private static string[] KnownLines() => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "PublicApi", "known-api.txt"));
}
