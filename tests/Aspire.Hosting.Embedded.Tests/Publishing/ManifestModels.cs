using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.Publishing;

/// <summary>The input of the manifest's golden tests. It uses annotations, so that it tests the writer and not the verbs.</summary>
internal static class ManifestModels
{
    /// <summary>The value of every secret; it must never be seen.</summary>
    public const string Canary = "c4n4ry-never-to-be-published";

    private static readonly Dictionary<string, Func<IEnumerable<IResource>>> s_cases = new()
    {
        ["container"] = FullContainer,
        ["container-build"] = BuiltContainer,
        ["executable-and-project"] = ExecutableAndProject,
        ["expressions"] = Expressions,
        ["other-resources"] = OtherResources,
        ["parameters"] = Parameters,
    };

    public static IReadOnlyCollection<string> Names => s_cases.Keys;

    public static IEnumerable<IResource> Create(string name) => s_cases[name]();

    public static ContainerResource Container(string name, params IResourceAnnotation[] annotations) => With(
        new ContainerResource(name),
        [new ContainerImageAnnotation { Registry = "docker.io", Image = $"library/{name}", Tag = "1.0" }, .. annotations]);

    private static IEnumerable<IResource> FullContainer()
    {
        var container = Container(
            "web",
            new CommandLineArgsCallbackAnnotation(args => args.Add("--verbose")),
            new EnvironmentCallbackAnnotation("ZONE", () => "eu <1> & \"2\""),
            new EnvironmentCallbackAnnotation("ANSWER", () => "42"),
            new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http", name: "http", port: 8080, targetPort: 80, isExternal: true),
            new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "tcp", name: "same", port: 9000, targetPort: 9000),
            new EndpointAnnotation(ProtocolType.Udp, uriScheme: "udp", name: "syslog", targetPort: 514),
            new ContainerMountAnnotation("web-data", "/data", ContainerMountType.Volume, isReadOnly: false),
            new ContainerMountAnnotation(null, "/scratch", ContainerMountType.Volume, isReadOnly: false),
            new ContainerMountAnnotation("/repo/config/web.yaml", "/etc/web.yaml", ContainerMountType.BindMount, isReadOnly: true),
            new ContainerMountAnnotation("/proc", "/host/proc", ContainerMountType.BindMount, isReadOnly: true));
        container.Entrypoint = "/bin/web";
        return [container, Container("bare")];
    }

    private static IEnumerable<IResource> BuiltContainer()
    {
        var password = new ParameterResource("password", _ => Canary, secret: true);
        var build = new DockerfileBuildAnnotation("/repo/image", "/repo/image/Dockerfile", "final");
        build.BuildArguments["VERSION"] = "3";
        build.BuildArguments["PASSED"] = null;
        build.BuildSecrets["pw"] = password;
        build.BuildSecrets["netrc"] = new FileInfo("/repo/secrets/netrc");
        // The parameter is not in the model: it is written because the build refers to it.
        return [With(new ContainerResource("built"), build)];
    }

    private static IEnumerable<IResource> ExecutableAndProject()
    {
        var tool = With(
            new ExecutableResource("tool", "prometheus", "/repo/app/state"),
            new CommandLineArgsCallbackAnnotation(args => args.Add("--config.file=prometheus.yml")),
            new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http", name: "http"));
        var project = With(
            new ProjectResource("service"),
            new ServiceProject(),
            new EnvironmentCallbackAnnotation(context =>
            {
                context.EnvironmentVariables["TOOL"] = new EndpointReference(tool, "http");
                context.EnvironmentVariables["TOOL_PORT"] = new EndpointReference(tool, "http").Property(EndpointProperty.Port);
                return Task.CompletedTask;
            }));
        return [tool, project];
    }

    private static IEnumerable<IResource> Expressions()
    {
        var password = new ParameterResource("password", _ => Canary, secret: true);
        var flavour = new ParameterResource("flavour", _ => "plain");
        var database = new Database("db", password);
        var user = Container("user", new EnvironmentCallbackAnnotation(context =>
        {
            context.EnvironmentVariables["DB"] = database;
            context.EnvironmentVariables["JSON"] = ReferenceExpression.Create($"{{\"pw\": \"{password}\"}}");
            context.EnvironmentVariables["NESTED"] = ReferenceExpression.Create($"-{ReferenceExpression.Create($"{password:uri}")}-");
            context.EnvironmentVariables["CHOSEN"] = ReferenceExpression.CreateConditional(
                flavour, "plain", ReferenceExpression.Create($"plain {password}"), ReferenceExpression.Create($"fancy"));
            context.EnvironmentVariables["FLAG"] = true;
            return Task.CompletedTask;
        }));
        return [user, database];
    }

    private static IEnumerable<IResource> Parameters() =>
    [
        new ParameterResource("plain", _ => "visible only as an input"),
        new ParameterResource("secret", _ => Canary, secret: true),
        new ParameterResource("secret-default", _ => Canary, secret: true) { Default = new ConstantDefault(Canary) },
        new ParameterResource("with-default", _ => "eu") { Default = new ConstantDefault("eu") },
        new ParameterResource("generated", _ => Canary, secret: true)
        {
            Default = new GenerateParameterDefault { MinLength = 22, Special = false, MinNumeric = 2 },
        },
        new ParameterResource("store", _ => Canary, secret: true) { IsConnectionString = true },
    ];

    private static IEnumerable<IResource> OtherResources() =>
    [
        new ConnectionStringResource("link", ReferenceExpression.Create($"Host=example.org;Port=5432")),
        new ExternalServiceResource("cloud", new Uri("https://api.example.org/")),
        new Unknown("unknown"),
        With(new Unknown("own"), new ManifestPublishingCallbackAnnotation(context =>
        {
            context.Writer.WriteString("type", "own.v0");
            context.Writer.WriteString("path", context.GetManifestRelativePath("/repo/own/file.txt"));
        })),
        With(new Unknown("excluded"), ManifestPublishingCallbackAnnotation.Ignore),
    ];

    private static T With<T>(T resource, params IResourceAnnotation[] annotations)
        where T : IResource
    {
        foreach (var annotation in annotations)
        {
            resource.Annotations.Add(annotation);
        }

        return resource;
    }

    private sealed class Unknown(string name) : Resource(name);

    private sealed class Database : ContainerResource, IResourceWithConnectionString
    {
        private readonly ParameterResource _password;

        public Database(string name, ParameterResource password)
            : base(name)
        {
            _password = password;
            Annotations.Add(new ContainerImageAnnotation { Image = "postgres", Tag = "17" });
            Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "tcp", name: "tcp", targetPort: 5432));
        }

        public ReferenceExpression ConnectionStringExpression
        {
            get
            {
                var endpoint = new EndpointReference(this, "tcp");
                return ReferenceExpression.Create($"postgres://sa:{_password:uri}@{endpoint.Property(EndpointProperty.Host)}:{endpoint.Property(EndpointProperty.Port)}/");
            }
        }
    }

    private sealed class ServiceProject : IProjectMetadata
    {
        public string ProjectPath => "/repo/src/Service/Service.csproj";
    }

    private sealed class ConstantDefault(string value) : ParameterDefault
    {
        public override string GetDefaultValue() => value;

        public override void WriteToManifest(global::Aspire.Hosting.Publishing.ManifestPublishingContext context) => context.Writer.WriteString("value", value);
    }
}
