using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Publishing;

namespace Aspire.Hosting.Publishing;

/// <summary>What a callback that writes a resource into <c>aspire-manifest.json</c> is given.</summary>
public sealed class ManifestPublishingContext
{
    private readonly string _directory;
    private readonly ManifestExpressions _expressions = new();

    /// <summary>Creates the context of one manifest.</summary>
    /// <param name="executionContext">Publish mode; what environment and argument callbacks see.</param>
    /// <param name="manifestPath">Where the manifest will be; paths in it are relative to its directory.</param>
    /// <param name="writer">Receives the manifest.</param>
    /// <param name="cancellationToken">Ends the callbacks.</param>
    public ManifestPublishingContext(
        DistributedApplicationExecutionContext executionContext,
        string manifestPath,
        Utf8JsonWriter writer,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executionContext);
        ArgumentException.ThrowIfNullOrEmpty(manifestPath);
        ArgumentNullException.ThrowIfNull(writer);
        ExecutionContext = executionContext;
        ManifestPath = manifestPath;
        Writer = writer;
        CancellationToken = cancellationToken;
        _directory = Path.GetDirectoryName(Path.GetFullPath(manifestPath)) ?? Path.DirectorySeparatorChar.ToString();
    }

    /// <summary>Publish mode.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>Path of the manifest file.</summary>
    public string ManifestPath { get; }

    /// <summary>Receives the manifest; a resource's callback starts inside of the resource's object.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>Is cancelled when writing is to stop.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Makes a path relative to the manifest's directory, with forward slashes. Null stays null.</summary>
    public string? GetManifestRelativePath(string? path) =>
        path is null ? null : Path.GetRelativePath(_directory, Path.GetFullPath(path, _directory)).Replace('\\', '/');

    /// <summary>
    /// Remembers resources that a value refers to, so that those that are not in the model (parameters that an
    /// integration made for itself) are written as well.
    /// </summary>
    /// <param name="value">A resource or an expression; anything else is ignored.</param>
    public void TryAddDependentResources(object? value) => _expressions.AddDependents(value);

    /// <summary>Writes <c>bindings</c>; nothing for a resource without endpoints.</summary>
    public void WriteBindings(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ManifestBindings.Write(resource, Writer);
    }

    /// <summary>Writes <c>connectionString</c>; nothing for a resource without one.</summary>
    public void WriteConnectionString(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (resource is IResourceWithConnectionString source)
        {
            Writer.WriteString("connectionString", _expressions.Format(source.ConnectionStringExpression));
        }
    }

    /// <summary>Evaluates the resource's environment callbacks and writes <c>env</c>, sorted by name; nothing where there is none.</summary>
    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var context = new EnvironmentCallbackContext(ExecutionContext, resource, [], CancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        if (context.EnvironmentVariables.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject("env");
        foreach (var (name, value) in context.EnvironmentVariables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            Writer.WriteString(name, _expressions.Format(value));
        }

        Writer.WriteEndObject();
    }

    /// <summary>Evaluates the resource's argument callbacks and writes <c>args</c>; nothing where there is none.</summary>
    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var context = new CommandLineArgsCallbackContext([], resource, CancellationToken) { ExecutionContext = ExecutionContext };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        if (context.Args.Count == 0)
        {
            return;
        }

        Writer.WriteStartArray("args");
        foreach (var argument in context.Args)
        {
            Writer.WriteStringValue(_expressions.Format(argument));
        }

        Writer.WriteEndArray();
    }

    /// <summary>Writes a container: <c>container.v1</c> where it is built from a Dockerfile, else <c>container.v0</c>.</summary>
    /// <exception cref="DistributedApplicationException">The container has neither an image nor a Dockerfile.</exception>
    public Task WriteContainerAsync(ContainerResource container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return ManifestContainer.WriteAsync(container, this);
    }

    /// <summary>A value as the manifest has it: text as it is, anything else as an expression.</summary>
    internal string Format(object? value) => _expressions.Format(value);

    /// <summary>Resources that were referred to since the last call and are not written yet.</summary>
    internal IReadOnlyList<IResource> TakeDependents(HashSet<string> written) => _expressions.TakeDependents(written);

    /// <summary>Writes the outcomes of the conditional expressions that values referred to.</summary>
    internal Task WriteConditionalsAsync(HashSet<string> written) =>
        _expressions.WriteConditionalsAsync(Writer, new ValueProviderContext { ExecutionContext = ExecutionContext }, written, CancellationToken);

    /// <summary>Writes the forms of parameters that expressions asked for.</summary>
    internal void WriteFormattedParameters() => _expressions.WriteFormattedParameters(Writer);

    /// <summary>Closes what a failed callback left open, so that the next resource can be written.</summary>
    internal void Recover()
    {
        const int ResourcesDepth = 2;
        Writer.Reset();
        Writer.WriteStartObject();
        Writer.WriteStartObject("resources");
        System.Diagnostics.Debug.Assert(Writer.CurrentDepth == ResourcesDepth, "The writer is inside of 'resources' again.");
    }
}
