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
                    .Services.SelectMany(s => s.Methods.Select(m => (s.FullName, m.Name)))
                    .Select(m => $"{DeclaredNeeds.ScopeOf($"/{m.FullName}/{m.Name}"), -6} {m.FullName}.{m.Name}")
                    .Order(StringComparer.Ordinal)
            ) + "\n"
        );

    [Fact]
    public void Changes_of_accounts_are_the_same_on_the_wire() =>
        WireEnum<HienTai.Access.V1.AccountChangeKind, Domain.Access.AccountChangeKind>
            .Domain.Should()
            .HaveCount(Enum.GetValues<HienTai.Access.V1.AccountChangeKind>().Length - 1)
            .And.HaveCount(Enum.GetValues<Domain.Access.AccountChangeKind>().Length);
}
