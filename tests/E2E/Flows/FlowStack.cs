using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Observability.Hosting.Model;

namespace Observability.E2E.Flows;

/// <summary>The whole graph with whatever can run on this machine, up and healthy; shared by all flows.</summary>
public sealed class FlowStack : IAsyncLifetime
{
    private readonly TemporaryFolder _state = new();
    private DistributedApplication? _application;

    /// <summary>The running application.</summary>
    public DistributedApplication Application => _application ?? throw new InvalidOperationException("The stack is not up.");

    /// <summary>Why a resource is not there, or null where it is.</summary>
    public string? FindAbsence(string name)
    {
        var resource = Application.Services.GetRequiredService<DistributedApplicationModel>().Resources.FirstOrDefault(resource => resource.Name == name);
        return resource is null ? $"{name} runs in a cluster only"
            : resource.TryGetLastAnnotation<NotStartedAnnotation>(out var absence) ? $"{name}: {absence.Cause.Reason}"
            : null;
    }

    /// <summary>The value of a parameter.</summary>
    public async Task<string> GetParameterAsync(string name, CancellationToken cancellationToken)
    {
        var model = Application.Services.GetRequiredService<DistributedApplicationModel>();
        var parameter = model.Resources.OfType<ParameterResource>().Single(resource => resource.Name == name);
        return await parameter.GetValueAsync(cancellationToken) ?? throw new InvalidOperationException($"{name} has no value.");
    }

    public async ValueTask InitializeAsync()
    {
        Requires.ProcessStack();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Stack:Profile=all", "--Stack:Console=false", $"--Stack:StateFolder={_state.Path}"], TestContext.Current.CancellationToken);
        _application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(Deadline.StackReady.Time);
        await _application.StartAsync(timeout.Token);
        foreach (var server in FlowCaseTests.Here)
        {
            await _application.ResourceNotifications.WaitForResourceHealthyAsync(server, timeout.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        _state.Dispose();
    }
}
