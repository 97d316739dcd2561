using System.Net;
using Microsoft.Extensions.Configuration.Memory;
using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Inputs;
using Observability.StandIns.Consumer.Outputs;
using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Consumer;

/// <summary>
/// Takes Telegraf's place between queues and stores: <c>consumer --config telegraf.conf</c>, the file being the one that Telegraf
/// would get. It reads RabbitMQ's queues and writes to InfluxDB and Elasticsearch; other plugins it does not have.
/// </summary>
internal sealed class ConsumerStandIn : IStandIn
{
    /// <inheritdoc />
    public WebApplication Build(string[] arguments)
    {
        var path = arguments switch
        {
            ["--config", var value] => value,
            [var single] when single.StartsWith("--config=", StringComparison.Ordinal) => single["--config=".Length..],
            _ => throw new StandInException("Usage: Observability.StandIns consumer --config <telegraf.conf>"),
        };
        var configuration = ConfigurationReader.Read(path, Environment.GetEnvironmentVariable);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "consumer" });
        SetLogging(builder.Configuration, configuration.IsDebugging);
        builder.ConfigureOpenTelemetry();
        RequestTelemetry.LeaveOutRequests(builder);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
        builder.WebHost.UseUrls().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var address in configuration.Addresses.DefaultIfEmpty(new IPEndPoint(IPAddress.Loopback, 0)))
            {
                kestrel.Listen(address);
            }
        });
        var ports = new Dictionary<int, RequestDelegate>();
        builder.Services.AddHostedService(services => Create(configuration, ports, services));
        var application = builder.Build();
        application.Run(context =>
        {
            // Telegraf answers whatever the method is; nobody has a use for that.
            if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                return Task.CompletedTask;
            }

            return ports.GetValueOrDefault(context.Connection.LocalPort, HealthOutput.AnswerAsync)(context);
        });
        application.Logger.LogInformation(
            "Stand-in for Telegraf: {Queues} queues, outputs: {Outputs}",
            configuration.Queues.Count, string.Join(", ", configuration.Outputs.Select(output => output.Output.Plugin)));
        return application;
    }

    private static ConsumerService Create(
        ConsumerConfiguration configuration, Dictionary<int, RequestDelegate> ports, IServiceProvider services)
    {
        var clock = TimeProvider.System;
        var loggers = services.GetRequiredService<ILoggerFactory>();
        var statistics = new AgentStatistics();
        var outputs = new List<OutputQueue>();
        foreach (var (output, settings) in configuration.Outputs)
        {
            var counts = statistics.AddOutput(output.Plugin, output.Alias, output.BufferLimit);
            outputs.Add(new OutputQueue(output, Create(settings, ports, clock), counts, clock, loggers.CreateLogger<OutputQueue>()));
        }

        var router = new Router(outputs);
        var queues = configuration.Queues.Select(queue =>
        {
            var counts = statistics.AddInput(queue.Input.Plugin, queue.Input.Alias);
            var maker = new MetricMaker(queue.Input, configuration.Agent, counts);
            return new AmqpConsumer(queue, maker, counts, router, clock, loggers.CreateLogger<AmqpConsumer>());
        }).ToList();
        var own = configuration.Own.Select(input =>
        {
            var maker = new MetricMaker(input, configuration.Agent, statistics.AddInput(input.Plugin, input.Alias));
            return new OwnMetrics(input, maker, statistics, router, clock);
        }).ToList();
        return new ConsumerService(
            queues, own, outputs, services.GetRequiredService<IHostApplicationLifetime>(), loggers.CreateLogger<ConsumerService>());
    }

    private static IMetricOutput Create(object settings, Dictionary<int, RequestDelegate> ports, TimeProvider clock)
    {
        switch (settings)
        {
            case InfluxV2Settings influx:
                return new InfluxV2Output(influx);
            case InfluxV1Settings influx:
                return new InfluxV1Output(influx);
            case ElasticsearchSettings elasticsearch:
                return new ElasticsearchOutput(elasticsearch);
            case PrometheusSettings prometheus:
                var output = new PrometheusOutput(prometheus, clock);
                ports[prometheus.Address.Port] = output.AnswerAsync;
                return output;
            default:
                return new HealthOutput();
        }
    }

    // First in the list, so that every other source of configuration still has its say.
    private static void SetLogging(ConfigurationManager configuration, bool isDebugging) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Default", isDebugging ? nameof(LogLevel.Debug) : nameof(LogLevel.Information)),
                new("Logging:LogLevel:Microsoft.AspNetCore", nameof(LogLevel.Warning)),
                new("Logging:LogLevel:Microsoft.Hosting", nameof(LogLevel.Warning)),
                // It warns of a port that the file names and not the addresses that an AppHost sets for every project.
                new("Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel", nameof(LogLevel.Error)),
                // A line for every request to a store.
                new("Logging:LogLevel:System.Net.Http", nameof(LogLevel.Warning)),
                // At Error it prints the stack of a start that failed, of which Program says the one line that helps.
                new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", nameof(LogLevel.Critical)),
                new("Logging:Console:FormatterName", "simple"),
                new("Logging:Console:FormatterOptions:SingleLine", bool.TrueString),
            ],
        });
}
