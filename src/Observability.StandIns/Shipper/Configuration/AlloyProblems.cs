using Observability.StandIns.Shipper.Syntax;

namespace Observability.StandIns.Shipper.Configuration;

/// <summary>What is wrong with a file, in the order of its lines.</summary>
internal sealed class AlloyProblems
{
    private readonly List<(AlloyPosition Position, string Text)> _problems = [];

    /// <summary>Each as <c>line:column: what</c>.</summary>
    public IReadOnlyList<string> List => [.. _problems.OrderBy(problem => problem.Position.Line).ThenBy(problem => problem.Position.Column)
        .Select(problem => $"{problem.Position}: {problem.Text}").Distinct(StringComparer.Ordinal)];

    /// <summary>Notes one.</summary>
    public void Add(AlloyPosition position, string text) => _problems.Add((position, text.ReplaceLineEndings(" ")));
}
