using HienTai.Server.Access;
using HienTai.Server.Pipeline;

namespace HienTai.Tests.Laws;

/// <summary>What a program's token must have been given for is approved, method by method.</summary>
public sealed class ProgramScopeTests
{
    [Fact]
    public void Every_method_has_its_scope() =>
        Approved.Match(
            "program-scopes",
            string.Join(
                "\n",
                DeclaredNeeds
                    .Services.Where(s => s.Name != "SessionService") // asks for a session, which no program has
                    .SelectMany(s => s.Methods.Select(m => ($"/{s.FullName}/{m.Name}", $"{s.FullName}.{m.Name}")))
                    .Select(m => $"{(IsOpen(m.Item1) ? DeclaredNeeds.ScopeOf(m.Item1) : "never"), -6} {m.Item2}")
                    .Order(StringComparer.Ordinal)
            ) + "\n"
        );

    static bool IsOpen(string method) =>
        DeclaredNeeds.Of(method)!.Any.Any(a => Every.Allows((Domain.Access.Ability)(int)a));

    static readonly ProgramRights Every = new(Domain.Access.Scopes.All.ToHashSet(), true, new HashSet<string>());

    [Fact]
    public void Changes_of_accounts_are_the_same_on_the_wire() =>
        WireEnum<HienTai.Access.V1.AccountChangeKind, Domain.Access.AccountChangeKind>
            .Domain.Should()
            .HaveCount(Enum.GetValues<HienTai.Access.V1.AccountChangeKind>().Length - 1)
            .And.HaveCount(Enum.GetValues<Domain.Access.AccountChangeKind>().Length);
}
