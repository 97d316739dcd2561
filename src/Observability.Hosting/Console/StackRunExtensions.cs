using Observability.Hosting.Console;

namespace Aspire.Hosting;

/// <summary>Runs the stack, or only looks at it.</summary>
public static class StackRunExtensions
{
    /// <summary>
    /// Builds the AppHost and runs it until it is stopped, or publishes it. With a command (<c>lint</c>, <c>fit</c>, <c>diff</c>,
    /// <c>secret</c>; see <c>--help</c>) nothing is started: it does what the command says.
    /// </summary>
    /// <returns>The exit code: of the run; or of the command, 0 where it has found nothing wrong.</returns>
    public static async Task<int> RunStackAsync(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Configuration[StackCommandLine.MistakeKey] is { } mistake)
        {
            await System.Console.Error.WriteLineAsync(mistake).ConfigureAwait(false);
            return 1;
        }

        var application = builder.Build();
        if (builder.Configuration["Stack:Command"] is not { } command)
        {
            await application.RunAsync().ConfigureAwait(false);
            return Environment.ExitCode;
        }

        await using (application.ConfigureAwait(false))
        {
            return await StackCommands.RunAsync(command, builder, application.Services).ConfigureAwait(false);
        }
    }
}
