using Observability.Hosting.Validation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Observability.Hosting.Console;

/// <summary>
/// Writes the board for people: a table that is kept current on a terminal, a line for each change elsewhere, where a
/// table drawn over and over would fill a log.
/// </summary>
internal sealed class ConsoleView
{
    private readonly IAnsiConsole _console;

    /// <summary>Writes to a console.</summary>
    public ConsoleView(IAnsiConsole console)
    {
        _console = console;
        if (!IsLive)
        {
            console.Profile.Width = StackOutput.UnboundedWidth;
        }
    }

    /// <summary>True on a terminal.</summary>
    public bool IsLive => _console.Profile.Out.IsTerminal && _console.Profile.Capabilities.Interactive;

    /// <summary>Writes one line as it is.</summary>
    public void WriteLine(string text) => _console.WriteLine(text);

    /// <summary>Writes a line in the colour of failure where there are colours.</summary>
    public void WriteError(string text) => _console.Write(new Text(text + Environment.NewLine, new Style(Color.Red)));

    /// <summary>Writes the line of a change.</summary>
    public void WriteChange(BoardRow row) => _console.WriteLine($"{row.Name}: {row.State} {row.Url}".TrimEnd());

    /// <summary>Writes the table once.</summary>
    public void WriteTable(IReadOnlyList<BoardRow> rows) => _console.Write(CreateTable(rows));

    /// <summary>Writes what checks have found: a block each, because sentences do not fit into columns.</summary>
    public void WriteFindings(IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
        {
            WriteError($"{problem.Resource}: {problem.Field}");
            _console.WriteLine($"  {(problem.Rule.Length == 0 ? string.Empty : $"{problem.Rule}: ")}{problem.What}. {problem.Remedy}");
        }

        _console.WriteLine(problems.Count switch { 0 => "No findings.", 1 => "1 finding.", var count => $"{count} findings." });
    }

    /// <summary>Keeps the table current until the work is done.</summary>
    /// <param name="rows">Rows to begin with.</param>
    /// <param name="work">Gets a way to draw new rows.</param>
    public Task LiveAsync(IReadOnlyList<BoardRow> rows, Func<Action<IReadOnlyList<BoardRow>>, Task> work) => _console
        .Live(CreateTable(rows))
        .StartAsync(context => work(latest => context.UpdateTarget(CreateTable(latest))));

    /// <summary>The table.</summary>
    internal static IRenderable CreateTable(IReadOnlyList<BoardRow> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Resource", "State", "Backend", "URL");
        foreach (var row in rows)
        {
            table.AddRow(new Text(row.Name), new Text(row.State, Colour(row.Readiness)), new Text(row.Backend), new Text(row.Url));
        }

        return table;
    }

    private static Style Colour(Readiness readiness) => readiness switch
    {
        Readiness.Ready => new Style(Color.Green),
        Readiness.Failed => new Style(Color.Red),
        Readiness.NotStarted or Readiness.Stopped => new Style(Color.Yellow),
        _ => Style.Plain,
    };
}
