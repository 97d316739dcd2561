using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Backchannel;

namespace Aspire.Hosting.Embedded.Tests.Backchannel;

/// <summary>What the CLI is told of a resource, and prints.</summary>
public class ResourceAnswerTests
{
    [Fact]
    public void Properties_OfOneName_AreTheLastOne() =>
        Assert.Equal("new", Answer(new ExecutableResource("web", "sh", "/"), ("owner", "old"), ("owner", "new"))["owner"]);

    [Fact]
    public void Properties_SecretThatNobodyMarked_IsLeftOut()
    {
        Assert.Empty(Answer(new ExecutableResource("web", "sh", "/"), (CustomResourceKnownProperties.ConnectionString, "Password=hidden")));
        Assert.Empty(Answer(new ParameterResource("password", _ => "hidden", secret: true), ("Value", "hidden")));
        Assert.Equal("shown", Answer(new ParameterResource("region", _ => "shown"), ("Value", "shown"))["Value"]);
    }

    private static IReadOnlyDictionary<string, object?> Answer(IResource resource, params (string Name, string Value)[] properties) =>
        ResourceAnswer.Create(new ResourceEvent(resource, resource.Name, new CustomResourceSnapshot
        {
            ResourceType = "Any",
            Properties = [.. properties.Select(property => new ResourcePropertySnapshot(property.Name, property.Value))],
        })).Properties;
}
