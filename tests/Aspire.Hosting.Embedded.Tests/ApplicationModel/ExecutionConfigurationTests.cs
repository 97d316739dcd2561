using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.ApplicationModel;

public class ExecutionConfigurationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Build_InRunMode_ResolvesForTheResourcesOwnNetwork()
    {
        var db = TestModel.AddHttp(TestModel.Container("db"), targetPort: 5432);
        TestModel.Allocate(db, 40001);
        TestModel.AllocateForContainers(db, "db", 5432);
        var api = TestModel.Container("api");
        Configure(api, db);

        var result = await BuildAsync(api, DistributedApplicationOperation.Run);

        Assert.Null(result.Exception);
        Assert.Equal([("--db", false), ("http://db:5432", false), ("key=s3cret", true), ("1.5", false)], result.Arguments);
        Assert.Equal("http://db:5432", result.EnvironmentVariables.Single(static variable => variable.Key == "DB").Value);
        Assert.DoesNotContain(result.EnvironmentVariables, static variable => variable.Key == "NOTHING");
        Assert.Contains(db.Resource, result.References);
    }

    [Fact]
    public async Task Build_InPublishMode_GivesExpressionsWithoutSecrets()
    {
        var db = TestModel.AddHttp(TestModel.Container("db"), targetPort: 5432);
        var api = TestModel.Process("api");
        Configure(api, db);

        var result = await BuildAsync(api, DistributedApplicationOperation.Publish);

        Assert.Equal(["--db", "{db.bindings.http.url}", "key={key.value}", "1.5"], result.Arguments.Select(static argument => argument.Value));
        Assert.Equal("{db.bindings.http.url}", result.EnvironmentVariables.Single(static variable => variable.Key == "DB").Value);
    }

    [Fact]
    public async Task Build_WithSeveralProblems_ReportsThemAll()
    {
        var api = TestModel.Process("api");
        api.Annotations.Add(new EnvironmentCallbackAnnotation(static context =>
        {
            context.EnvironmentVariables["A"] = new ParameterResource("a", static _ => throw new MissingParameterValueException("a is missing"));
            context.EnvironmentVariables["B"] = new TestResource("plain");
            context.EnvironmentVariables["C"] = "fine";
        }));

        var result = await BuildAsync(api, DistributedApplicationOperation.Run);

        var problems = Assert.IsType<AggregateException>(result.Exception).InnerExceptions;
        Assert.Equal("a is missing", problems[0].Message);
        Assert.Contains("'plain'", problems[1].Message, StringComparison.Ordinal);
        Assert.Equal("C", Assert.Single(result.EnvironmentVariables).Key);
    }

    [Fact]
    public void Parameter_IsLookedUpOnceItHasAValue()
    {
        var calls = 0;
        var parameter = new ParameterResource("p", _ => ++calls == 1 ? throw new MissingParameterValueException("not yet") : $"v{calls}");

        Assert.Throws<MissingParameterValueException>(() => parameter.ResolveValue());
        Assert.Equal("v2", parameter.ResolveValue());
        Assert.Equal("v2", parameter.ResolveValue());
    }

    [Fact]
    public async Task ConnectionString_ThatIsRedirected_IsTheOthers()
    {
        var real = new ConnectionStringResource("real", ReferenceExpression.Create($"Host=real"));
        var alias = new ConnectionStringResource("alias", ReferenceExpression.Create($"Host=alias"));
        alias.Annotations.Add(new ConnectionStringRedirectAnnotation(real));
        IValueProvider reference = new ConnectionStringReference(alias, optional: false);

        Assert.Equal("Host=real", await reference.GetValueAsync(TestModel.Run(), Token));
        Assert.Equal("{alias.connectionString}", ((IManifestExpressionProvider)reference).ValueExpression);
    }

    [Fact]
    public async Task ConnectionString_ThatIsMissing_IsAnErrorUnlessOptional()
    {
        var empty = new ConnectionStringResource("db", ReferenceExpression.Empty);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => ((IValueProvider)new ConnectionStringReference(empty, optional: false)).GetValueAsync(Token).AsTask());

        Assert.Contains("ConnectionStrings__db", exception.Message, StringComparison.Ordinal);
        Assert.Null(await ((IValueProvider)new ConnectionStringReference(empty, optional: true)).GetValueAsync(Token));
    }

    private static void Configure(IResource resource, EndpointReference db)
    {
        var key = TestModel.Parameter("key", "s3cret", secret: true);
        resource.Annotations.Add(new CommandLineArgsCallbackAnnotation(args =>
        {
            args.Add("--db");
            args.Add(db);
            args.Add(ReferenceExpression.Create($"key={key}"));
            args.Add(1.5);
        }));
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            context.EnvironmentVariables["DB"] = db;
            context.EnvironmentVariables["NOTHING"] = ReferenceExpression.Empty;
        }));
    }

    private static Task<IExecutionConfigurationResult> BuildAsync(IResource resource, DistributedApplicationOperation operation) =>
        ExecutionConfigurationBuilder.Create(resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(new DistributedApplicationExecutionContext(operation), cancellationToken: Token);
}
