using System.IO.Enumeration;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Lint;

/// <summary>
/// Checks that documents go to an index that their store has been told of. To any other nobody looks: no data source asks it, and
/// without the template it gets a replica that one node can never place.
/// </summary>
internal sealed class IndicesCheck(DistributedApplicationModel model) : IStackCheck
{
    // Any time whose year, month, day, hour and week cannot be taken for each other.
    private static readonly DateTime s_sometime = new(2026, 11, 25, 10, 0, 0, DateTimeKind.Utc);

    /// <inheritdoc />
    public string Rule => "index-unknown";

    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Problem>>(
    [
        .. from writer in model.Resources
           from annotation in writer.Annotations.OfType<DocumentWritesAnnotation>()
           from write in annotation.Find()
           where write.Store.HasAnnotationOfType<DocumentPatternsAnnotation>()
           let problem = Find(writer, write, [.. write.Store.GetRequired<DocumentPatternsAnnotation>().Find()])
           where problem is not null
           select problem,
    ]);

    private static Problem? Find(IResource writer, DocumentWrite write, List<DocumentPattern> patterns)
    {
        var name = write.NameAt(s_sometime);
        var matching = patterns.Where(pattern => FileSystemName.MatchesSimpleExpression(pattern.Pattern, name, ignoreCase: false)).ToList();
        if (matching.Count == 0)
        {
            return new Problem(
                writer.Name,
                $"index '{write.Index}'",
                $"{write.Store.Name} has not been told of it, so no data source asks it and it gets a replica that one node cannot place",
                patterns.Count == 0
                    ? "Add WithIndexPattern to the store."
                    : $"Write to one of {Join(patterns)}, or add its pattern to the store with WithIndexPattern.");
        }

        return matching.Exists(pattern => pattern.NameAt is null || pattern.NameAt(s_sometime) == name)
            ? null
            : new Problem(
                writer.Name,
                $"index '{write.Index}'",
                $"a document of {s_sometime:yyyy-MM-dd HH:mm} goes to '{name}', where the data source asks '{matching[0].NameAt!(s_sometime)}'",
                $"Give the pattern '{matching[0].Pattern}' the interval at which new indices begin, or none.");
    }

    private static string Join(IEnumerable<DocumentPattern> patterns) =>
        string.Join(", ", patterns.Select(pattern => $"'{pattern.Pattern}'").Order(StringComparer.Ordinal));
}
