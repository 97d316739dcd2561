using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.ApplicationModel;

public class ReferenceExpressionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_WithValues_FillsFormatAndManifestExpression()
    {
        var user = TestModel.Parameter("user", "admin");
        var password = TestModel.Parameter("password", "p@ss/1", secret: true);

        var expression = ReferenceExpression.Create($"User={user};Password={password};Db={"main"}");

        Assert.Equal("User={0};Password={1};Db=main", expression.Format);
        Assert.Equal("User={user.value};Password={password.value};Db=main", expression.ValueExpression);
        Assert.Equal(["{user.value}", "{password.value}"], expression.ManifestExpressions);
        Assert.Equal([user, password], expression.ValueProviders);
        Assert.Equal("User=admin;Password=p@ss/1;Db=main", await expression.GetValueAsync(Token));
    }

    [Fact]
    public async Task Create_WithUriFormat_EncodesTheValue()
    {
        var expression = ReferenceExpression.Create($"http://{TestModel.Parameter("user", "a b"):uri}:{"p@ss/1":uri}@host");

        Assert.Equal(["uri"], expression.StringFormats);
        Assert.Equal("http://a%20b:p%40ss%2F1@host", await expression.GetValueAsync(Token));
    }

    [Fact]
    public void Create_WithUnknownFormat_ThrowsWhereItIsWritten() =>
        Assert.Throws<FormatException>(() => ReferenceExpression.Create($"{TestModel.Parameter("user", "x"):json}"));

    [Theory]
    [InlineData("{x}")]
    [InlineData("{x")]
    [InlineData("x}")]
    [InlineData("{0}")]
    [InlineData("{{ $value }}")]
    [InlineData("a{{{b}}}c}{")]
    public async Task Create_WithBracesInText_KeepsThem(string text)
    {
        var port = TestModel.Parameter("port", "{8080}");

        var expression = ReferenceExpression.Create($"{text}{port}{text}");

        Assert.Equal($"{text}{{8080}}{text}", await expression.GetValueAsync(Token));
        Assert.Equal($"{text}{{port.value}}{text}", expression.ValueExpression);
        var doubled = CompositeText.EscapeBraces(text);
        Assert.Equal($"{doubled}{{port.value}}{doubled}", expression.EscapedValueExpression);
    }

    [Fact]
    public async Task Create_WithNestedExpression_ResolvesTheInnerOneToo()
    {
        var inner = ReferenceExpression.Create($"{{{TestModel.Parameter("inner", "1")}}}");
        var outer = ReferenceExpression.Create($"[{inner}]");

        Assert.Same(inner, Assert.Single(outer.ValueProviders));
        Assert.Equal("[{1}]", await outer.GetValueAsync(Token));
        Assert.Equal("[{{{inner.value}}}]", outer.EscapedValueExpression);
    }

    [Fact]
    public async Task Empty_HasNoValue()
    {
        Assert.Null(await ReferenceExpression.Empty.GetValueAsync(Token));
        Assert.Same(ReferenceExpression.Empty, ReferenceExpression.Create($""));
        Assert.True(new ReferenceExpressionBuilder().IsEmpty);
    }

    [Fact]
    public async Task Builder_AppendsInOrder()
    {
        var parameter = TestModel.Parameter("p", "a b");
        var builder = new ReferenceExpressionBuilder();
        builder.AppendLiteral("{lit}");
        builder.Append($";x={parameter}");
        builder.AppendFormatted("c d", "uri");
        builder.AppendFormatted(parameter, "uri");
        builder.AppendValueProvider(parameter);

        var expression = builder.Build();

        Assert.False(builder.IsEmpty);
        Assert.Equal("{{lit}};x={0}c%20d{1}{2}", expression.Format);
        Assert.Equal("{lit};x=a bc%20da%20ba b", await expression.GetValueAsync(Token));
    }

    [Fact]
    public void Builder_WithAnObjectThatIsNoValue_Throws() =>
        Assert.Throws<ArgumentException>(() => new ReferenceExpressionBuilder().AppendValueProvider(new TestResource("plain")));

    [Theory]
    [InlineData("true", "yes")]
    [InlineData("True", "yes")]
    [InlineData("no", "no")]
    public async Task Conditional_ChoosesByTheValue(string value, string expected)
    {
        var expression = ReferenceExpression.CreateConditional(
            TestModel.Parameter("flag", value), "True", ReferenceExpression.Create($"yes"), ReferenceExpression.Create($"no"));

        Assert.True(expression.IsConditional);
        Assert.Equal(expected, await expression.GetValueAsync(Token));
    }

    [Fact]
    public void Conditional_InAManifest_HasANameThatDependsOnItsPartsOnly()
    {
        var one = Make("a");
        Assert.Equal(Make("a").ValueExpression, one.ValueExpression);
        Assert.NotEqual(Make("b").ValueExpression, one.ValueExpression);
        Assert.Equal($"{{{one.ConditionalName}.connectionString}}", one.ValueExpression);

        static ReferenceExpression Make(string text) => ReferenceExpression.CreateConditional(
            TestModel.Parameter("flag", "x"), "True", ReferenceExpression.Create($"{text}"), ReferenceExpression.Empty);
    }

    [Fact]
    public void TlsValue_InAManifest_IsDecidedByTheModel()
    {
        var endpoint = TestModel.AddHttp(TestModel.Container("web"), targetPort: 80);
        var expression = endpoint.GetTlsValue(ReferenceExpression.Create($"rediss://"), ReferenceExpression.Create($"redis://"));

        Assert.Equal("redis://", expression.ValueExpression);
        endpoint.EndpointAnnotation.TlsEnabled = true;
        Assert.Equal("rediss://", expression.ValueExpression);
    }

    [Fact]
    public void References_NameAllThatOccurs()
    {
        var endpoint = TestModel.AddHttp(TestModel.Container("web"));
        var secret = TestModel.Parameter("key", "k", secret: true);
        var expression = ReferenceExpression.Create($"{endpoint}?{ReferenceExpression.Create($"{secret}")}");

        var references = ValueReferences.Of([expression]);

        Assert.Contains(endpoint.Resource, references);
        Assert.Contains(secret, references);
        Assert.True(ValueReferences.HasSecret(expression));
    }
}
