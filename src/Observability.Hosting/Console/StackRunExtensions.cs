using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Observability.Hosting.Console;
using Observability.Hosting.Validation;
using Spectre.Console;

namespace Aspire.Hosting;

/// <summary>Runs the stack, or only looks at it.</summary>
public static class StackRunExtensions
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Builds the AppHost and runs it until it is stopped. With the argument <c>lint</c> nothing is started: every check of the graph,
    /// its configuration and its content runs, and all findings are listed.
    /// </summary>
    /// <returns>The exit code: of the run; or of the checks, 0 without findings and 1 with any.</returns>
    public static async Task<int> RunStackAsync(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var application = builder.Build();
        if (!builder.Configuration.GetValue<bool>("Stack:Lint"))
        {
            await application.RunAsync().ConfigureAwait(false);
            return Environment.ExitCode;
        }

        IReadOnlyList<Problem> problems;
        await using (application.ConfigureAwait(false))
        {
            problems = await StackValidation.FindAsync(application.Services.GetServices<IStackCheck>(), CancellationToken.None).ConfigureAwait(false);
        }

        if (builder.Configuration.GetValue<bool>("Stack:Json"))
        {
            System.Console.Out.WriteLine(JsonSerializer.Serialize(problems, s_json));
        }
        else
        {
            new ConsoleView(AnsiConsole.Console).WriteFindings(problems);
        }

        return problems.Count == 0 ? 0 : 1;
    }
}
