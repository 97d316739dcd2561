using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

public sealed class LifecycleCommandsTests
{
    private static readonly ServiceProvider s_services = new ServiceCollection().BuildServiceProvider();

    [Theory]
    [InlineData("NotStarted", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("Waiting", ResourceCommandState.Enabled, ResourceCommandState.Enabled, ResourceCommandState.Disabled)]
    [InlineData("Starting", ResourceCommandState.Disabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("Running", ResourceCommandState.Hidden, ResourceCommandState.Enabled, ResourceCommandState.Enabled)]
    [InlineData("Stopping", ResourceCommandState.Hidden, ResourceCommandState.Disabled, ResourceCommandState.Disabled)]
    [InlineData("Finished", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("FailedToStart", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("RuntimeUnhealthy", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    public void Commands_ByState_AreEnabledWhereTheyMakeSense(
        string state, ResourceCommandState start, ResourceCommandState stop, ResourceCommandState restart)
    {
        var resource = new ExecutableResource("web", "web", ".");
        LifecycleCommands.AddTo(resource, s_services);

        var states = Commands(resource).ToDictionary(command => command.Name, command => command.UpdateState(Context(state)));

        Assert.Equal(new Dictionary<string, ResourceCommandState> { ["start"] = start, ["stop"] = stop, ["restart"] = restart }, states);
    }

    [Fact]
    public void AddTo_CommandReplacedByTheUser_KeepsIt()
    {
        var resource = new ExecutableResource("web", "web", ".");
        LifecycleCommands.AddTo(resource, s_services);
        LifecycleCommands.AddTo(resource, s_services);

        Assert.Equal(3, Commands(resource).Count());
    }

    [Fact]
    public void AddTo_ResourceThatDrivesItself_AddsNothing()
    {
        var resource = new ParameterResource("password", _ => "x", secret: true);
        LifecycleCommands.AddTo(resource, s_services);

        Assert.Empty(Commands(resource));
    }

    private static IEnumerable<ResourceCommandAnnotation> Commands(IResource resource) => resource.Annotations.OfType<ResourceCommandAnnotation>();

    private static UpdateCommandStateContext Context(string state) => new()
    {
        ServiceProvider = s_services,
        ResourceSnapshot = new CustomResourceSnapshot { ResourceType = "Executable", Properties = [], State = state },
    };
}
