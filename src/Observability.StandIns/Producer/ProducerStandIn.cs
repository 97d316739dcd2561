using RabbitMQ.Client;

namespace Observability.StandIns.Producer;

/// <summary>
/// Takes the place of the producers that a team has: it looks every few seconds how what people open answers, and sends what it has
/// found to the broker, once as a point and once as a document, and to the Pushgateway. What it sends has really been measured; nothing is made up.
/// </summary>
internal sealed class ProducerStandIn : IStandIn
{
    private const string ApplicationName = "producer";

    /// <inheritdoc />
    public WebApplication Build(string[] arguments) =>
        arguments.Length == 0
            ? Build(ProducerSettings.Read(Environment.GetEnvironmentVariable))
            : throw new StandInException("Usage: Observability.StandIns producer; its settings are environment variables.");

    /// <summary>Makes the service with its settings.</summary>
    internal static WebApplication Build(ProducerSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = ApplicationName });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        builder.ConfigureOpenTelemetry();
        builder.Services.AddSingleton(settings).AddSingleton(TimeProvider.System)
            .AddSingleton<IConnectionFactory>(new ConnectionFactory
            {
                HostName = settings.BrokerHost,
                Port = settings.BrokerPort,
                UserName = settings.User,
                Password = settings.Password,
                ClientProvidedName = ApplicationName,
            })
            .AddSingleton<CheckSender>()
            .AddHostedService(services => services.GetRequiredService<CheckSender>());
        var application = builder.Build();
        application.MapGet(ServiceDefaultsExtensions.ReadinessPath, (CheckSender sender) => sender.HasSent
            ? Results.Text("Ready.")
            : Results.Text("The broker has taken nothing yet.", statusCode: StatusCodes.Status503ServiceUnavailable));
        application.MapGet(ServiceDefaultsExtensions.LivenessPath, () => Results.Text("Healthy."));
        return application;
    }
}
