using Aspire.Hosting.Embedded.Backchannel;
using Aspire.Hosting.Embedded.Publishing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>Registers what a pipeline needs; the builder registers the pipeline itself.</summary>
internal static class PipelineServices
{
    /// <summary>Adds the options (section <c>Pipeline</c>), the console reporter and the output service.</summary>
    public static IServiceCollection AddPipelineServices(this IServiceCollection services)
    {
        services.AddOptions<PipelineOptions>().Configure<IConfiguration>(Bind);
        services.TryAddSingleton<IPipelineActivityReporter>(provider =>
        {
            // The CLI that has started this program shows the progress itself.
            var level = MinimumLevel(provider.GetRequiredService<IOptions<PipelineOptions>>().Value);
            return string.IsNullOrEmpty(provider.GetRequiredService<IConfiguration>()[CliChannel.PathVariable])
                ? ConsoleReporter.Create(level)
                : new CliReporter(level, provider.GetService<TimeProvider>() ?? TimeProvider.System);
        });
        services.TryAddSingleton<IPipelineOutputService, PipelineOutputService>();
        return services;
    }

    // By hand: the configuration binder costs more than the rest of a small publish.
    private static void Bind(PipelineOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection("Pipeline");
        // "--publisher manifest" is the older way to ask for the manifest.
        var older = string.Equals(configuration["Publishing:Publisher"], "manifest", StringComparison.OrdinalIgnoreCase) ? ManifestStep.Name : null;
        options.Step = NotEmpty(section["Step"]) ?? older ?? options.Step;
        options.OutputPath = NotEmpty(section["OutputPath"]) ?? NotEmpty(configuration["Publishing:OutputPath"]) ?? options.OutputPath;
        options.LogLevel = NotEmpty(section["LogLevel"]) ?? options.LogLevel;
        options.ClearCache = bool.TryParse(section["ClearCache"], out var clear) ? clear : options.ClearCache;
        options.SkipConfirmation = bool.TryParse(section["SkipConfirmation"], out var skip) ? skip : options.SkipConfirmation;
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static LogLevel MinimumLevel(PipelineOptions options) => options.LogLevel is null
        ? LogLevel.Information
        : Enum.TryParse<LogLevel>(options.LogLevel, ignoreCase: true, out var level) && Enum.IsDefined(level)
            ? level
            : throw new DistributedApplicationException(
                $"Pipeline:LogLevel (--log-level) is '{options.LogLevel}'; use one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
}
