using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;

namespace Observability.StandIns.Documents.Queries;

/// <summary>What one of several fields has.</summary>
/// <param name="fields">The fields; null is what the index's settings say.</param>
/// <param name="isLenient">True where a field that cannot have such a value has none.</param>
/// <param name="compile">Finds it in one field.</param>
/// <param name="words">What is looked for.</param>
internal sealed class FieldsQuery(
    FieldSelection? fields, bool isLenient, Func<IndexScope, Field, Matcher?> compile, IReadOnlyList<Func<string, bool>> words) : Query
{
    /// <inheritdoc/>
    public override Matcher Compile(IndexScope scope)
    {
        var chosen = fields ?? FieldSelection.Parse(scope.Index.Settings.DefaultFields);
        var found = new List<Matcher>();
        foreach (var field in chosen.Of(scope))
        {
            try
            {
                found.Add(compile(scope, field) ?? Matcher.None);
            }
            catch (ApiException error) when ((isLenient || chosen.IsEverything) && error.Status != 501)
            {
                // A text that is no number is in no number.
            }
        }

        return BooleanMatcher.Create([], found, [], 1);
    }

    /// <inheritdoc/>
    public override void AddSought(ICollection<SoughtText> sought)
    {
        foreach (var pattern in fields?.Patterns ?? ["*"])
        {
            sought.Add(new SoughtText(pattern, words));
        }
    }
}
