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

/// <summary>
/// Who asks, and what their mandates let them do and see now. Everything a call answers or records goes through this.
/// </summary>
public sealed record Reader(Guid Account, Actor Actor, Guid? Person, IReadOnlyList<Right> Rights)
{
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
            _ => Rights.Any(r => r.What.Abilities.Contains(ability)),
        };

    public bool Everybody => Rights.Any(r => r.Everybody);

    public bool EverybodyFor(Ability ability) => Rights.Any(r => r.Everybody && r.What.Abilities.Contains(ability));

    public IEnumerable<Right> Having(Ability ability) => Rights.Where(r => r.What.Abilities.Contains(ability));

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
