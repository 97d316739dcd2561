using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Observability.Hosting.Tests.RabbitMQ;

/// <summary>A real RabbitMQ with two queues and a producer, up and healthy; shared by the tests of a class.</summary>
public sealed class RabbitMQFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _state = new();
    private DistributedApplication? _application;

    /// <summary>Folder that holds the run's state.</summary>
    public string StateFolder => _state.Path;

    /// <summary>Marks the server and whatever it starts.</summary>
    internal Leftovers Leftovers { get; } = new();

    private DistributedApplication Application => _application ?? throw new InvalidOperationException("RabbitMQ is not up.");

    public async ValueTask InitializeAsync()
    {
        Requires.RabbitMQ();
        Requires.AspireBundleOrNpm();
        _application = await StartAsync(StateFolder, Leftovers);
    }

    /// <summary>Starts a stack of one RabbitMQ and waits until it is healthy.</summary>
    internal static async Task<DistributedApplication> StartAsync(string stateFolder, Leftovers leftovers, params string[] arguments)
    {
        var builder = DistributedApplicationTestingBuilder.Create(
            ["--Stack:Backend=process", "--Stack:Console=false", $"--Stack:StateFolder={stateFolder}", .. arguments]);
        var rabbit = builder.AddRabbitMQ("rabbitmq").WithEnvironment(Leftovers.Variable, leftovers.Value);
        rabbit.AddQueue("points", "points.#");
        rabbit.AddQueue("documents", "documents.#");
        rabbit.WithPublisher(builder.AddExecutable("feed", "sleep", "/", "infinity"));
        var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(Deadline.StackReady.Time);
        await application.StartAsync(timeout.Token);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("rabbitmq", timeout.Token);
        return application;
    }

    /// <summary>Port of an endpoint on this machine.</summary>
    public int PortOf(string endpoint) => Application.GetEndpoint("rabbitmq", endpoint).Port;

    /// <summary>GETs from the management API, as the administrator.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var client = Application.CreateHttpClient("rabbitmq", "management");
        var credentials = Encoding.UTF8.GetBytes($"admin:{await GetPasswordAsync("admin")}");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
        return answer.RootElement.Clone();
    }

    /// <summary>GETs the metrics.</summary>
    public async Task<string> GetMetricsAsync(CancellationToken cancellationToken)
    {
        using var client = Application.CreateHttpClient("rabbitmq", "prometheus");
        return await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
    }

    /// <summary>The generated password of <c>admin</c>, <c>queue-…</c> or <c>…-publisher</c>.</summary>
    public Task<string> GetPasswordAsync(string purpose) => GetPasswordAsync(Application, purpose);

    internal static async Task<string> GetPasswordAsync(DistributedApplication application, string purpose)
    {
        var model = application.Services.GetRequiredService<DistributedApplicationModel>();
        var parameter = model.Resources.OfType<ParameterResource>().Single(resource => resource.Name == $"rabbitmq-{purpose}-password");
        return await parameter.GetValueAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException($"{purpose} has no password.");
    }

    /// <summary>Connects as a user of the graph.</summary>
    internal static async Task<IConnection> ConnectAsync(DistributedApplication application, string user, string purpose, string? password = null) =>
        await new ConnectionFactory
        {
            HostName = "127.0.0.1",
            Port = application.GetEndpoint("rabbitmq", "amqp").Port,
            UserName = user,
            Password = password ?? await GetPasswordAsync(application, purpose),
            AutomaticRecoveryEnabled = false,
        }.CreateConnectionAsync(TestContext.Current.CancellationToken);

    /// <summary>Connects to the shared one as a user of the graph.</summary>
    public Task<IConnection> ConnectAsync(string user, string purpose, string? password = null) =>
        ConnectAsync(Application, user, purpose, password);

    /// <summary>Publishes as the producer and returns once the broker has confirmed; throws where no queue takes it.</summary>
    internal static async Task PublishAsync(DistributedApplication application, string key, string body)
    {
        await using var connection = await ConnectAsync(application, "feed-publisher", "feed-publisher");
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            TestContext.Current.CancellationToken);
        await channel.BasicPublishAsync(
            "telemetry", key, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(body), TestContext.Current.CancellationToken);
    }

    /// <summary>Publishes to the shared one.</summary>
    public Task PublishAsync(string key, string body) => PublishAsync(Application, key, body);

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        _state.Dispose();
    }
}
