using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.ApplicationModel;

public class ResourceNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Loki2")]
    [InlineData("node-exporter")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void Name_ThatKeepsTheRule_IsTaken(string name) => Assert.Equal(name, new ContainerResource(name).Name);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("1a", "does not start with a letter")]
    [InlineData("-a", "does not start with a letter")]
    [InlineData("a-", "ends with a hyphen")]
    [InlineData("a--b", "two hyphens in a row")]
    [InlineData("a_b", "contains '_'")]
    [InlineData("a.b", "contains '.'")]
    [InlineData("bücher", "contains 'ü'")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345", "has 65 characters")]
    public void Name_ThatBreaksTheRule_IsRefusedWithTheReason(string name, string reason)
    {
        var exception = Assert.Throws<ArgumentException>(nameof(name), () => new ContainerResource(name));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains("1 to 64 ASCII letters", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Collection_WithTheSameNameInAnotherCase_RefusesItNamingBothTypes()
    {
        var resources = new ResourceCollection { new ContainerResource("Grafana") };

        var exception = Assert.Throws<DistributedApplicationException>(() => resources.Add(new ExecutableResource("grafana", "grafana", ".")));

        Assert.Contains(nameof(ContainerResource), exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ExecutableResource), exception.Message, StringComparison.Ordinal);
        Assert.Single(resources);
    }

    [Fact]
    public void Collection_AfterChanges_FindsWhatIsThere()
    {
        var one = new ContainerResource("one");
        var two = new ContainerResource("two");
        var resources = new ResourceCollection([one]);

        resources[0] = two;
        Assert.False(resources.TryGetByName("one", out _));
        Assert.True(resources.TryGetByName("TWO", out var found));
        Assert.Same(two, found);

        Assert.True(resources.Remove(two));
        resources.Add(two);
        Assert.Same(two, new DistributedApplicationModel(resources).Resources[0]);
    }
}
