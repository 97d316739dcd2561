using System.Text.Json;
using Aspire.Hosting;
using Observability.Hosting.Console;
using Observability.Hosting.Publishing.Fit;

namespace Observability.Hosting.Publishing.Commands;

/// <summary><c>fit</c>: whether the stack fits the nodes of a target, and what a month costs, before anything is applied.</summary>
internal sealed class FitCommand(IDistributedApplicationBuilder builder)
{
    /// <summary>Runs it: 0 where everything fits, 1 where not.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var prices = ReadPrices();
        var reports = new List<FitReport>();
        foreach (var target in ClusterPublisher.FindTargets(builder))
        {
            var graph = await ClusterPublisher.For(builder).ReadAsync(target, cancellationToken).ConfigureAwait(false);
            if (target.Pools.Count > 0 || builder.Configuration["Stack:Target"] is not null)
            {
                reports.Add(FitCalculator.Calculate(target, graph, prices));
            }
        }

        if (StackOutput.IsJson(builder.Configuration))
        {
            System.Console.Out.WriteLine(JsonSerializer.Serialize(reports, StackOutput.Json));
        }
        else
        {
            reports.ForEach(report => FitView.Write(StackOutput.CreateConsole(), report));
        }

        return reports.TrueForAll(report => report.Fits) ? 0 : 1;
    }

    private Prices ReadPrices()
    {
        if (builder.Configuration["Stack:Prices"] is not { Length: > 0 } file)
        {
            return Prices.Read();
        }

        try
        {
            return Prices.Read(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DistributedApplicationException($"stack: Stack:Prices: {file}: {exception.Message}", exception);
        }
    }
}
