using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Lucene;

/// <summary>What fits a query string.</summary>
/// <param name="root">The parsed string; null where it was empty, which nothing fits.</param>
/// <param name="options">How it is understood.</param>
internal sealed class LuceneQuery(LuceneNode? root, LuceneOptions options) : Query
{
    /// <inheritdoc/>
    public override Matcher Compile(IndexScope scope) =>
        (root is LuceneGroup group ? Compile(scope, group, options.Least) : root is null ? null : Compile(scope, root)) ?? Matcher.None;

    /// <inheritdoc/>
    public override void AddSought(ICollection<SoughtText> sought)
    {
        if (root is not null)
        {
            AddSought(root, sought);
        }
    }

    /// <summary>Finds what fits a part; null where the part is empty, as a text without words is, and counts for nothing.</summary>
    private Matcher? Compile(IndexScope scope, LuceneNode node) => node switch
    {
        LuceneGroup group => Compile(scope, group, null),
        LuceneAll => Matcher.All,
        LuceneExists exists => new ExistsQuery(exists.Field).Compile(scope),
        LuceneRange range => InFields(scope, range.Field, (field) => FieldMatchers.Range(scope, field, range.Range)),
        LuceneText { Field: "_index" } text => new IndexNameQuery(name => Wildcard.IsMatch(text.Text, name)).Compile(scope),
        LuceneText { Field: "_id" } text => new IdentifiersQuery([text.Text]).Compile(scope),
        LuceneText text => InFields(scope, text.Field, field => Compile(scope, field, text)),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is not compiled."),
    };

    private Matcher? Compile(IndexScope scope, LuceneGroup group, Func<int, int>? least)
    {
        var compiled = group.Clauses.Select(
            clause => (clause.Occur, Matcher: Compile(scope, clause.Node))).Where(clause => clause.Matcher is not null).ToList();
        if (compiled.Count == 0)
        {
            return null;
        }

        List<Matcher> Of(LuceneOccur occur) => [.. compiled.Where(clause => clause.Occur == occur).Select(clause => clause.Matcher!)];
        var (must, should, mustNot) = (Of(LuceneOccur.Must), Of(LuceneOccur.Should), Of(LuceneOccur.MustNot));
        return BooleanMatcher.Create(
            must, should, mustNot,
            least is not null && should.Count > 0 ? least(should.Count) : must.Count == 0 && should.Count > 0 ? 1 : 0);
    }

    private Matcher? Compile(IndexScope scope, Field field, LuceneText text)
    {
        switch (text.Kind)
        {
            case LuceneTextKind.Phrase:
                return FieldMatchers.Phrase(scope, field, text.Text, options.Analyzer);
            case LuceneTextKind.Word when options.IsPhrase:
                return FieldMatchers.Phrase(scope, field, text.Text, options.Analyzer);
            case LuceneTextKind.Word:
                return FieldMatchers.Words(
                    scope, field, text.Text, options.Analyzer, options.IsAnd ? static count => count : static _ => 1);
            case LuceneTextKind.Regex:
                return FieldMatchers.TermsThat(
                    scope, field, "regexp", TermPattern.Create("regexp", text.Text, false, scope.Index.Settings.LongestRegex));
            default:
                var lowers = field.IsLowerCase || (field.Kind == FieldKind.Text && field.Analyzer.LowersCase);
                return FieldMatchers.TermsThat(
                    scope, field, "wildcard", TermPattern.Create("wildcard", lowers ? text.Text.ToLowerInvariant() : text.Text, false, 0));
        }
    }

    private Matcher? InFields(IndexScope scope, string? name, Func<Field, Matcher?> compile)
    {
        var fields = name is null ? options.Fields ?? FieldSelection.Parse(scope.Index.Settings.DefaultFields) : FieldSelection.Parse([name]);
        var found = new List<Matcher>();
        var isEmpty = false;
        foreach (var field in fields.Of(scope))
        {
            try
            {
                if (compile(field) is { } matcher)
                {
                    found.Add(matcher);
                }
                else
                {
                    isEmpty = true;
                }
            }
            catch (ApiException error) when ((options.IsLenient || fields.IsEverything) && error.Status != 501)
            {
                // A text that is no number is in no number.
            }
        }

        return isEmpty && found.Count == 0 ? null : BooleanMatcher.Create([], found, [], 1);
    }

    private void AddSought(LuceneNode node, ICollection<SoughtText> sought)
    {
        switch (node)
        {
            case LuceneGroup group:
                foreach (var (_, inner) in group.Clauses.Where(clause => clause.Occur != LuceneOccur.MustNot))
                {
                    AddSought(inner, sought);
                }

                break;
            case LuceneText text when text.Kind != LuceneTextKind.Regex:
                foreach (var pattern in text.Field is { } field ? [field] : options.Fields?.Patterns ?? ["*"])
                {
                    sought.Add(new SoughtText(pattern, text.Kind switch
                    {
                        LuceneTextKind.Phrase => FieldQueryParser.Phrase(text.Text, options.Analyzer),
                        LuceneTextKind.Pattern => [TermPattern.Create("wildcard", text.Text, ignoreCase: true, 0)],
                        _ => [FieldQueryParser.AnyWord(text.Text, options.Analyzer)],
                    }));
                }

                break;
        }
    }
}
