using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>
/// A secret of the model, by reference. It is no <see cref="IValueProvider"/> and does not print its value, so it
/// cannot slip into an argument, a log or a plain configuration file; a <see cref="ConfigFile"/> that is marked as
/// sensitive and an environment variable are the two places that may hold it.
/// </summary>
public sealed class SecretReference
{
    private readonly ParameterResource _parameter;

    /// <summary>Refers to a parameter.</summary>
    /// <exception cref="ArgumentException">The parameter is not marked as secret.</exception>
    public SecretReference(ParameterResource parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (!parameter.Secret)
        {
            throw new ArgumentException(
                $"Parameter '{parameter.Name}' is not secret: add it with AddParameter(\"{parameter.Name}\", secret: true).",
                nameof(parameter));
        }

        _parameter = parameter;
    }

    /// <summary>Name of the parameter.</summary>
    public string Name => _parameter.Name;

    /// <summary>The parameter's name in braces, never its value.</summary>
    public override string ToString() => $"{{{Name}}}";

    /// <summary>The parameter, for an environment variable and for the sensitive files of this library.</summary>
    internal ParameterResource Parameter => _parameter;
}
