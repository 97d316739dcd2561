using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is given from outside: by configuration, user secrets, or whoever deploys.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Func<ParameterDefault?, string> _callback;
    private readonly Lock _lock = new();
    private string? _value;

    /// <summary>Creates a parameter.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="callback">Looks the value up, given <see cref="Default"/>. It is called until it returns, and then not again.</param>
    /// <param name="secret">True where the value must not be shown or written anywhere; default false.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _callback = callback;
        Secret = secret;
    }

    /// <summary>The value that is taken where none is configured; null where there is none.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>True where the value must not be shown or written anywhere.</summary>
    public bool Secret { get; }

    /// <summary>True where the value is a connection string, which is configured under <c>ConnectionStrings</c>.</summary>
    public bool IsConnectionString { get; set; }

    /// <summary>What the value is for; shown where it is asked for.</summary>
    public string? Description { get; set; }

    /// <summary>True where the description is Markdown; default false.</summary>
    public bool EnableDescriptionMarkdown { get; set; }

    /// <summary>The value.</summary>
    /// <exception cref="MissingParameterValueException">There is none.</exception>
    [Obsolete("Use GetValueAsync for async access or pass the ParameterResource directly to methods that accept it (e.g., environment variables).")]
    public string Value => ResolveValue();

    /// <summary>The manifest expression: <c>{name.value}</c>, or <c>{name.connectionString}</c>.</summary>
    public string ValueExpression => IsConnectionString ? $"{{{Name}.connectionString}}" : $"{{{Name}.value}}";

    /// <summary>Returns the value.</summary>
    /// <param name="cancellationToken">Not used: the value is there or it is missing.</param>
    /// <exception cref="MissingParameterValueException">There is none.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(ResolveValue());

    /// <summary>Returns the value, which is the same for all who use it.</summary>
    /// <param name="_">Not used.</param>
    /// <param name="cancellationToken">Not used: the value is there or it is missing.</param>
    /// <exception cref="MissingParameterValueException">There is none.</exception>
    [SuppressMessage("Naming", "CA1725", Justification = "The name is Aspire.Hosting's.")]
    public ValueTask<string?> GetValueAsync(ValueProviderContext _, CancellationToken cancellationToken) => GetValueAsync(cancellationToken);

    /// <summary>
    /// Looks the value up once, also where several ask at the same time: a generated default is another one each time. A
    /// value that is missing is looked up again, since it may be set while the application runs.
    /// </summary>
    internal string ResolveValue()
    {
        lock (_lock)
        {
            return _value ??= _callback(Default);
        }
    }
}
