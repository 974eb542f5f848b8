using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Access;

/// <summary>A unit as part of what a mandate reaches, for the time it lay under the mandate's unit.</summary>
public readonly record struct ReachedUnit(Guid Unit, DateOnly Since, DateOnly Until);

/// <summary>One mandate in force today. <paramref name="Units"/> is null if it reaches everybody.</summary>
public sealed record Right(
    Guid Mandate,
    Role Role,
    Guid? Unit,
    IReadOnlyList<ReachedUnit>? Units,
    Period Valid,
    long KnownFrom,
    Guid? Paper
)
{
    public RoleRights What { get; } = RoleRights.For(Role);
    public bool Everybody => What.Reach is Reach.Units && Units is null;
}

/// <summary>What a program's terms leave of what its mandates give.</summary>
/// <param name="Scopes">What the program may be asked for; for a token, what that token was given for.</param>
/// <param name="InEffect">Its terms have been approved and its end has not come.</param>
/// <param name="Clients">The client ids of its secrets and keys that are in effect.</param>
public sealed record ProgramRights(IReadOnlySet<string> Scopes, bool InEffect, IReadOnlySet<string> Clients)
{
    /// <summary>No program decides over people's proposals, privacy or accounts, whatever its role.</summary>
    public bool Allows(Ability ability) =>
        ability switch
        {
            Ability.Approve or Ability.Administer or Ability.KeepPrivacy => false,
            Ability.RecordPeople
            or Ability.RecordUnits
            or Ability.RecordPapers
            or Ability.KeepPapers
            or Ability.RecordTalent
            or Ability.Propose => Scopes.Contains(Domain.Access.Scopes.Record),
            _ => true,
        };
}

/// <summary>
/// Who asks, and what their mandates let them do and see now. Everything a call answers or records goes through this.
/// </summary>
public sealed record Reader(Guid Account, Actor Actor, Guid? Person, IReadOnlyList<Right> Rights)
{
    /// <summary>Null for people.</summary>
    public ProgramRights? Program { get; init; }

    /// <summary>The server itself, while it prepares a registry; nobody's request.</summary>
    public static readonly Reader Itself = new(
        Guid.Empty,
        new("hientai", "Hiền Tài", "Hiền Tài"),
        null,
        [
            new(Guid.Empty, Role.HomeAffairs, null, null, Period.Always, 0, null),
            new(Guid.Empty, Role.Administrator, null, null, Period.Always, 0, null),
        ]
    );

    public bool May(Ability ability) =>
        ability switch
        {
            Ability.None or Ability.SignedIn => true,
            _ => Having(ability).Any(),
        };

    public bool Everybody => Rights.Any(r => r.Everybody);

    public bool EverybodyFor(Ability ability) => Having(ability).Any(r => r.Everybody);

    public IEnumerable<Right> Having(Ability ability) =>
        Program is { } program && !program.Allows(ability) ? [] : Rights.Where(r => r.What.Abilities.Contains(ability));

    /// <summary>The right that shows most of a file, for the read log.</summary>
    public Role? Foremost(Ability ability) =>
        Having(ability).OrderByDescending(r => r.What.Reads.Count).Select(r => (Role?)r.Role).FirstOrDefault();
}

public static class Callers
{
    const string Key = "hientai.reader";

    extension(ServerCallContext call)
    {
        /// <summary>Who asks; set by the gate before any service sees the call.</summary>
        public Reader Reader
        {
            get =>
                call.UserState.TryGetValue(Key, out var reader)
                    ? (Reader)reader
                    : throw new NotSignedIn("Hãy đăng nhập.", "Sign in.");
            set => call.UserState[Key] = value;
        }

        public Reader? ReaderIfAny => call.UserState.TryGetValue(Key, out var reader) ? (Reader)reader : null;
    }
}
