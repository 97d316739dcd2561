using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;

namespace Aspire.Hosting;

/// <summary>Adds values that come from outside: parameters and connection strings.</summary>
public static partial class ParameterResourceBuilderExtensions
{
    /// <summary>
    /// Adds a parameter with the value of the configuration key <c>Parameters:name</c> (also
    /// <c>Parameters:name_with_underscores</c> for a name with hyphens). Without a value the resources that use it do not
    /// start. A publish asks for it.
    /// </summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(CreateParameter(builder, name, secret));
    }

    /// <summary>
    /// Adds a parameter with a fixed value, which configuration does not change. A publish asks for it unless
    /// <paramref name="publishValueAsDefault"/>, which writes the value down.
    /// </summary>
    /// <exception cref="ArgumentException">A secret's value is to be written down.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.AddParameter(name, () => value, publishValueAsDefault, secret);
    }

    /// <summary>
    /// Adds a parameter with the value that <paramref name="valueGetter"/> returns when it is first needed; otherwise as
    /// with a fixed value.
    /// </summary>
    /// <exception cref="ArgumentException">A secret's value is to be written down.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(valueGetter);
        if (publishValueAsDefault && secret)
        {
            throw new ArgumentException($"Parameter '{name}' is secret, so its value cannot be published as its default.", nameof(secret));
        }

        return builder.AddResource(new ParameterResource(name, _ => valueGetter(), secret)
        {
            Default = publishValueAsDefault ? new ConstantParameterDefault(valueGetter) : null,
        });
    }

    /// <summary>
    /// Adds a parameter with the value of the configuration key <c>Parameters:name</c>, or without one with a default, which
    /// is kept in the AppHost's user secrets for the next run when <paramref name="persist"/>.
    /// </summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(value);
        return builder.AddResource(CreateParameterWithDefault(builder, name, secret, value, persist));
    }

    /// <summary>Adds a parameter with the value of a configuration key of any name.</summary>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(configurationKey);
        var configuration = builder.Configuration;
        return builder.AddResource(new ParameterResource(
            name,
            fallback => ParameterConfiguration.GetValue(configuration, configurationKey, $"Parameter '{name}'", fallback),
            secret));
    }

    /// <summary>Describes the parameter where its value is asked for; plain text unless <paramref name="enableMarkdown"/>.</summary>
    public static IResourceBuilder<ParameterResource> WithDescription(this IResourceBuilder<ParameterResource> builder, string description, bool enableMarkdown = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(description);
        builder.Resource.Description = description;
        builder.Resource.EnableDescriptionMarkdown = enableMarkdown;
        return builder;
    }

    /// <summary>Creates a parameter like <see cref="AddParameter(IDistributedApplicationBuilder, string, bool)"/> without adding it to the model.</summary>
    public static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, string name, bool secret)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var configuration = builder.Configuration;
        return new ParameterResource(name, fallback => ParameterConfiguration.GetParameter(configuration, name, fallback), secret);
    }

    /// <summary>
    /// Creates a parameter whose value is generated once and kept in the AppHost's user secrets, without adding it to the
    /// model. A publish has the rule by which it is generated.
    /// </summary>
    public static ParameterResource CreateGeneratedParameter(IDistributedApplicationBuilder builder, string name, bool secret, GenerateParameterDefault parameterDefault)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(parameterDefault);
        return CreateParameterWithDefault(builder, name, secret, parameterDefault, persist: true);
    }

    /// <summary>
    /// Creates a secret parameter with a generated password of at least 22 characters, kept in the AppHost's user secrets,
    /// without adding it to the model.
    /// </summary>
    public static ParameterResource CreateDefaultPasswordParameter(IDistributedApplicationBuilder builder, string name, bool lower = true, bool upper = true, bool numeric = true, bool special = true, int minLower = 0, int minUpper = 0, int minNumeric = 0, int minSpecial = 0)
    {
        var password = new GenerateParameterDefault
        {
            // 22 characters of letters and digits are more than 128 bits.
            MinLength = 22,
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        };
        return CreateGeneratedParameter(builder, name, secret: true, password);
    }

    private static ParameterResource CreateParameterWithDefault(IDistributedApplicationBuilder builder, string name, bool secret, ParameterDefault value, bool persist)
    {
        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = persist && builder.ExecutionContext.IsRunMode
            ? new PersistedParameterDefault(name, value, builder.UserSecretsManager)
            : value;
        return parameter;
    }
}
