namespace Observability.StandIns.Documents.Configuration;

/// <summary>
/// Who a request without credentials is
/// (https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/anonymous-access).
/// </summary>
/// <param name="UserName">Name of the user.</param>
/// <param name="Roles">Names of its roles.</param>
/// <param name="IsForbiddenMore">True where it is told 403 for what it may not do; else it is asked for its credentials, 401.</param>
internal sealed record AnonymousSettings(string UserName, IReadOnlyList<string> Roles, bool IsForbiddenMore);
