using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard;
using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Aspire.Hosting.Embedded.Notifications;
using Aspire.Hosting.Embedded.Tests.ApplicationModel;
using Google.Protobuf.WellKnownTypes;
using DeclaredInput = Aspire.Hosting.InteractionInput;
using HealthStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;
using ModelCommandState = Aspire.Hosting.ApplicationModel.ResourceCommandState;
using ModelIconVariant = Aspire.Hosting.ApplicationModel.IconVariant;
using ModelResource = Aspire.Hosting.ApplicationModel.Resource;
using ProtocolCommandState = Aspire.Hosting.Embedded.Dashboard.Protocol.ResourceCommandState;
using ProtocolHealth = Aspire.Hosting.Embedded.Dashboard.Protocol.HealthStatus;
using ProtocolIconVariant = Aspire.Hosting.Embedded.Dashboard.Protocol.IconVariant;
using ProtocolResource = Aspire.Hosting.Embedded.Dashboard.Protocol.Resource;

namespace Aspire.Hosting.Embedded.Tests.Dashboard;

public class ResourceSnapshotMapperTests
{
    private static readonly DateTime s_fallback = new(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly CustomResourceSnapshot s_empty = new() { ResourceType = "Executable", Properties = [] };

    [Fact]
    public void Map_EmptySnapshot_HasNamesAndACreationTime()
    {
        // Every array is uninitialised here, as in a snapshot that somebody else made.
        var message = Map(s_empty with { Properties = default });

        Assert.Equal(("web-abc", "web-abc", "web", "Executable"), (message.Name, message.Uid, message.DisplayName, message.ResourceType));
        Assert.Equal(s_fallback, message.CreatedAt.ToDateTime());
        Assert.False(message.HasState);
        Assert.Null(message.StartedAt);
        Assert.False(message.IsHidden);
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Unspecified)]
    public void Map_CreationTimeOfAnyKind_IsTakenAsUtc(DateTimeKind kind)
    {
        var message = Map(s_empty with { CreationTimeStamp = new DateTime(2024, 6, 1, 8, 0, 0, kind) });

        Assert.Equal(new DateTime(2024, 6, 1, 8, 0, 0, DateTimeKind.Utc), message.CreatedAt.ToDateTime());
    }

    [Fact]
    public void Map_State_CarriesTextAndStyle()
    {
        var message = Map(s_empty with { State = new ResourceStateSnapshot("Running", "success"), ExitCode = 3 });

        Assert.Equal(("Running", "success"), (message.State, message.StateStyle));
        Assert.Equal("3", Property(message, "resource.exitCode").Value.StringValue);
        Assert.Equal("Healthy", Property(message, "resource.healthState").Value.StringValue);
    }

    [Fact]
    public void Map_StateHidden_IsHidden() => Assert.True(Map(s_empty with { State = "Hidden" }).IsHidden);

    [Fact]
    public void Map_Urls_AlwaysHaveDisplayProperties()
    {
        var message = Map(s_empty with
        {
            Urls =
            [
                new UrlSnapshot("http", "http://localhost:80", IsInternal: false) { DisplayProperties = new("Home", 7), IsInactive = true },
                new UrlSnapshot(null, "http://localhost:81", IsInternal: true) { DisplayProperties = null! },
            ],
        });

        Assert.Equal(("http", true, false), (message.Urls[0].EndpointName, message.Urls[0].IsInactive, message.Urls[0].IsInternal));
        Assert.Equal(("Home", 7), (message.Urls[0].DisplayProperties.DisplayName, message.Urls[0].DisplayProperties.SortOrder));
        Assert.NotNull(message.Urls[1].DisplayProperties);
        Assert.False(message.Urls[1].HasEndpointName);
    }

    [Fact]
    public void Map_SecretParameter_IsSensitiveEvenWhereTheSnapshotForgotIt()
    {
        var snapshot = new CustomResourceSnapshot { ResourceType = "Parameter", Properties = [new("Value", "s3cret")] };

        Assert.True(Property(Map(snapshot, new ParameterResource("key", _ => "s3cret", secret: true)), "Value").IsSensitive);
        Assert.False(Property(Map(snapshot, new ParameterResource("region", _ => "s3cret", secret: false)), "Value").IsSensitive);
    }

    [Fact]
    public void Map_SensitiveProperty_IsSensitive()
    {
        var message = Map(s_empty with
        {
            Properties = [new("resource.connectionString", "x"), new("a", "x") { IsSensitive = true }, new("b", "x"), new("c", null)],
        });

        Assert.True(Property(message, "resource.connectionString").IsSensitive);
        Assert.True(Property(message, "a").IsSensitive);
        Assert.False(Property(message, "b").IsSensitive);
        Assert.DoesNotContain(message.Properties, property => property.Name == "c");
    }

    [Fact]
    public void Map_Properties_HighlightsOnlyTheUsersOwn()
    {
        var message = Map(s_empty with { Properties = [new("executable.path", "/bin/sh"), new("note", "old"), new("note", "new")] });

        Assert.False(Property(message, "executable.path").IsHighlighted);
        Assert.True(Property(message, "note").IsHighlighted);
        Assert.Equal("new", Property(message, "note").Value.StringValue);
    }

    [Fact]
    public void Map_WaitingFor_IsAListOfNames()
    {
        var message = Map(s_empty with { Properties = [new("resource.waitingFor", ImmutableArray.Create("db", "cache"))] });

        Assert.Equal(
            [Value.ForString("db"), Value.ForString("cache")], Property(message, "resource.waitingFor").Value.ListValue.Values);
    }

    [Fact]
    public void Map_ChildOfAResourceWithInstances_NamesTheParentsInstance()
    {
        var parent = new TestResource("db");
        parent.Annotations.Add(new InstanceNamesAnnotation(["db-xyz"]));

        var message = Map(s_empty with { Properties = [new("resource.parentName", "db")] }, new Child("table", parent));

        Assert.Equal("db-xyz", Property(message, "resource.parentName").Value.StringValue);
    }

    [Fact]
    public void Map_HealthReportThatHasNotRun_HasNoStatus()
    {
        var message = Map(s_empty.WithHealthReports(
        [
            new HealthReportSnapshot("new", Status: null, Description: null, ExceptionText: null),
            new HealthReportSnapshot("bad", HealthStatus.Unhealthy, "says", "boom") { LastRunAt = s_fallback },
            new HealthReportSnapshot("fair", HealthStatus.Degraded, null, null),
        ]));

        Assert.False(message.HealthReports[0].HasStatus);
        Assert.Equal(("bad", "says", "boom"), (message.HealthReports[1].Key, message.HealthReports[1].Description, message.HealthReports[1].Exception));
        Assert.Equal(ProtocolHealth.Unhealthy, message.HealthReports[1].Status);
        Assert.Equal(ProtocolHealth.Degraded, message.HealthReports[2].Status);
    }

    [Fact]
    public void Map_Commands_CarryIconStateAndQuestionsAndLeaveOutWhatIsNotForTheUi()
    {
        var message = Map(s_empty with
        {
            Commands =
            [
                Command("stop", ModelCommandState.Disabled) with
                {
                    Arguments = [new DeclaredInput { Name = "grace", InputType = InputType.Number, Required = true }],
                },
                Command("secret", ModelCommandState.Enabled) with { Visibility = ResourceCommandVisibility.Api },
            ],
        });

        var command = Assert.Single(message.Commands);
        Assert.Equal(("stop", ProtocolCommandState.Disabled, true), (command.Name, command.State, command.IsHighlighted));
        Assert.Equal(("Stop", ProtocolIconVariant.Filled, "Sure?"), (command.IconName, command.IconVariant, command.ConfirmationMessage));
        var input = Assert.Single(command.ArgumentInputs);
        Assert.Equal(("grace", "grace", InteractionInputType.Number, true), (input.Name, input.Label, input.InputType, input.Required));
    }

    [Fact]
    public void Map_TheRest_IsCarriedOver()
    {
        var message = Map(s_empty with
        {
            IconName = "Database",
            IconVariant = ModelIconVariant.Regular,
            EnvironmentVariables = [new("A", "1", true), new("B", null, false)],
            Volumes = [new VolumeSnapshot(null, "/data", "volume", true)],
            Relationships = [new RelationshipSnapshot("db", "Reference")],
        });

        Assert.Equal(("Database", ProtocolIconVariant.Regular), (message.IconName, message.IconVariant));
        Assert.Equal(("A", "1", true), (message.Environment[0].Name, message.Environment[0].Value, message.Environment[0].IsFromSpec));
        Assert.False(message.Environment[1].HasValue);
        Assert.Equal(("", "/data", true), (message.Volumes[0].Source, message.Volumes[0].Target, message.Volumes[0].IsReadOnly));
        Assert.Equal(("db", "Reference"), (message.Relationships[0].ResourceName, message.Relationships[0].Type));
    }

    private static ResourceCommandSnapshot Command(string name, ModelCommandState state) =>
        new(name, state, name, "What it does", null, "Sure?", "Stop", ModelIconVariant.Filled, IsHighlighted: true);

    private static ProtocolResource Map(CustomResourceSnapshot snapshot, IResource? resource = null) =>
        ResourceSnapshotMapper.Map(new ResourceEvent(resource ?? new TestResource("web"), "web-abc", snapshot), s_fallback);

    private static ResourceProperty Property(ProtocolResource message, string name) =>
        Assert.Single(message.Properties, property => property.Name == name);

    private sealed class Child(string name, TestResource parent) : ModelResource(name), IResourceWithParent<TestResource>
    {
        public TestResource Parent => parent;
    }
}
