using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Observability.Hosting.Console;
using Spectre.Console;

namespace Aspire.Hosting;

/// <summary>Shows the stack on the console.</summary>
public static class StackConsoleExtensions
{
    /// <summary>
    /// Shows the dashboard's login URL and a table of the resources, kept current, instead of the AppHost's log; its
    /// warnings and errors still show. Adds nothing to a publish, nor where <c>Stack:Console</c> is false.
    /// </summary>
    public static IDistributedApplicationBuilder AddStackConsole(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // What is neither true nor false is reported with the other mistakes.
        var isOff = bool.TryParse(builder.Configuration["Stack:Console"], out var isShown) && !isShown;
        if (builder.ExecutionContext.IsRunMode && !isOff)
        {
            builder.Services.TryAddSingleton(TimeProvider.System);
            builder.Services.AddSingleton(new ConsoleStart(TimeProvider.System.GetTimestamp()));
            builder.Services.AddSingleton(_ => new ConsoleView(AnsiConsole.Console));
            builder.Services.AddEventingSubscriber<StackConsole>();
            builder.Services.AddLogging(logging => logging
                .ClearProviders()
                .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
                .Services.AddSingleton<ILoggerProvider, ConsoleLoggerProvider>());
        }

        return builder;
    }
}
