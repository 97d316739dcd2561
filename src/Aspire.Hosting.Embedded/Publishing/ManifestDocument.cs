using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Embedded.Publishing;

/// <summary>The manifest of a model as text. The same model gives the same bytes, in whatever order it was put together.</summary>
internal static class ManifestDocument
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        NewLine = "\n",
        // The file is read by people and tools, never put into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the manifest.</summary>
    /// <param name="model">The resources.</param>
    /// <param name="executionContext">Publish mode; what callbacks see.</param>
    /// <param name="manifestPath">Where the manifest will be; paths in it are relative to its directory.</param>
    /// <param name="cancellationToken">Ends the callbacks.</param>
    /// <exception cref="DistributedApplicationException">Resources that cannot be written, each with its reason.</exception>
    public static async Task<ReadOnlyMemory<byte>> WriteAsync(
        DistributedApplicationModel model,
        DistributedApplicationExecutionContext executionContext,
        string manifestPath,
        CancellationToken cancellationToken)
    {
        var buffer = new MemoryStream();
        var problems = new List<string>();
        var writer = new Utf8JsonWriter(buffer, s_options);
        await using (writer.ConfigureAwait(false))
        {
            var context = new ManifestPublishingContext(executionContext, manifestPath, writer, cancellationToken);
            writer.WriteStartObject();
            writer.WriteStartObject("resources");
            var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            // Writing resources can bring in more: what their expressions refer to.
            for (IReadOnlyCollection<IResource> open = [.. model.Resources]; open.Count > 0; open = context.TakeDependents(written))
            {
                await WriteAllAsync(open, context, written, problems).ConfigureAwait(false);
                await CollectAsync("an expression", () => context.WriteConditionalsAsync(written), context, problems).ConfigureAwait(false);
            }

            context.WriteFormattedParameters();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        if (problems.Count > 0)
        {
            throw new DistributedApplicationException(
                "The manifest cannot be written:" + string.Concat(problems.Select(problem => $"{Environment.NewLine}  - {problem}")));
        }

        buffer.WriteByte((byte)'\n');
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static async Task WriteAllAsync(
        IEnumerable<IResource> resources, ManifestPublishingContext context, HashSet<string> written, List<string> problems)
    {
        foreach (var resource in resources.OrderBy(resource => resource.Name, StringComparer.Ordinal))
        {
            written.Add(resource.Name);
            await CollectAsync(
                $"resource '{resource.Name}'", () => ManifestResourceWriter.WriteAsync(resource, context), context, problems).ConfigureAwait(false);
        }
    }

    private static async Task CollectAsync(string what, Func<Task> write, ManifestPublishingContext context, List<string> problems)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            problems.Add($"{what}: {exception.Message}");
            // The text is lost anyway; the remaining resources may have problems of their own.
            context.Recover();
        }
    }
}
