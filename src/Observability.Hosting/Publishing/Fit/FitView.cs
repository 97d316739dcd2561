using System.Globalization;
using Spectre.Console;

namespace Observability.Hosting.Publishing.Fit;

/// <summary>Shows people whether a stack fits.</summary>
internal static class FitView
{
    /// <summary>Writes a report.</summary>
    public static void Write(IAnsiConsole console, FitReport report)
    {
        console.WriteLine($"{report.Target}: {(report.Fits ? "every pod finds a node" : "it does not fit")}");
        if (report.Nodes.Count > 0)
        {
            console.Write(CreateNodes(report));
        }

        foreach (var pod in report.Unplaced)
        {
            console.Write(new Text($"{pod.Name}: {pod.Resource}: {pod.Why}{Environment.NewLine}", new Style(Color.Red)));
        }

        console.Write(CreateCosts(report));
        console.WriteLine(Proposal(report));
        console.WriteLine(
            $"On every node before anything else: {report.EveryNode.CpuMillicores}m and {report.EveryNode.MemoryMiB} MiB (the cluster's own pods and the stack's agents).");
    }

    private static string Proposal(FitReport report) => report.Proposal is not { } pool
        ? "No kind of node that the prices know would do."
        : $"The cheapest nodes of one kind that would do: {pool.Count} of {pool.Size}, {Money(pool.Month)} {report.Currency} for a month.";

    private static Table CreateNodes(FitReport report)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in new[] { "pool", "size", "cpu", "memory MiB", "volumes", "pods" })
        {
            table.AddColumn(new TableColumn(column));
        }

        foreach (var node in report.Nodes)
        {
            table.AddRow(
                new Text(node.Pool),
                new Text(node.Size),
                new Text($"{node.UsedCpuMillicores}m of {node.CpuMillicores}m"),
                new Text($"{node.UsedMemoryMiB} of {node.MemoryMiB}"),
                new Text($"{node.UsedVolumes} of {node.Volumes}"),
                new Text(string.Join(", ", node.Pods)));
        }

        return table;
    }

    private static Table CreateCosts(FitReport report)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("for a month, prices of " + report.PricesOf);
        table.AddColumn(new TableColumn("number").RightAligned());
        table.AddColumn(new TableColumn(report.Currency).RightAligned());
        foreach (var cost in report.Costs)
        {
            table.AddRow(cost.What, cost.Count.ToString(CultureInfo.InvariantCulture), Money(cost.Month));
        }

        table.AddRow("together", string.Empty, Money(report.Month));
        return table;
    }

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
