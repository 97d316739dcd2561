using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;

namespace Observability.StandIns.Documents.Queries;

/// <summary>What one field has; an index without the field has nothing that fits.</summary>
internal sealed class FieldQuery(string name, Func<IndexScope, Field, Matcher?> compile, bool isLenient = false, SoughtText? sought = null) : Query
{
    /// <inheritdoc/>
    public override Matcher Compile(IndexScope scope)
    {
        if (scope.Find(name) is not { } field)
        {
            return Matcher.None;
        }

        try
        {
            return compile(scope, field) ?? Matcher.None;
        }
        catch (ApiException error) when (isLenient && error.Status != 501)
        {
            return Matcher.None;
        }
    }

    /// <inheritdoc/>
    public override void AddSought(ICollection<SoughtText> texts)
    {
        if (sought is not null)
        {
            texts.Add(sought);
        }
    }
}
