using System.Text.Json;
using Aspire.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Observability.Hosting.Publishing.Commands;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Console;

/// <summary>What an AppHost can do beside running and publishing; nothing is started for any of it.</summary>
internal static class StackCommands
{
    /// <summary>Runs a command.</summary>
    /// <param name="command">Its name, and after a space what it is about.</param>
    /// <param name="builder">The AppHost.</param>
    /// <param name="services">The built application's services.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string command, IDistributedApplicationBuilder builder, IServiceProvider services)
    {
        var words = command.Split(' ', 2);
        try
        {
            return words[0] switch
            {
                "lint" => await LintAsync(builder, services).ConfigureAwait(false),
                "fit" => await new FitCommand(builder).RunAsync(CancellationToken.None).ConfigureAwait(false),
                "diff" => await new DiffCommand(builder, services).RunAsync(CancellationToken.None).ConfigureAwait(false),
                "secret" => await new SecretCommand(builder, services).RunAsync(words[^1], CancellationToken.None).ConfigureAwait(false),
                _ => throw new DistributedApplicationException($"There is no command '{words[0]}'. Try --help."),
            };
        }
        catch (DistributedApplicationException exception)
        {
            await System.Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task<int> LintAsync(IDistributedApplicationBuilder builder, IServiceProvider services)
    {
        var problems = await StackValidation.FindAsync(services.GetServices<IStackCheck>(), CancellationToken.None).ConfigureAwait(false);
        if (StackOutput.IsJson(builder.Configuration))
        {
            System.Console.Out.WriteLine(JsonSerializer.Serialize(problems, StackOutput.Json));
        }
        else
        {
            new ConsoleView(StackOutput.CreateConsole()).WriteFindings(problems);
        }

        return problems.Count == 0 ? 0 : 1;
    }
}
