using System.Collections.Frozen;

namespace HienTai.Server.Pipeline;

/// <summary>
/// The same list on the wire and in the domain, matched by name: renumbering either can never swap two meanings. A list
/// that only the wire has is matched with itself.
/// </summary>
public static class WireEnum<TWire, TDomain>
    where TWire : struct, Enum
    where TDomain : struct, Enum
{
    public static readonly FrozenDictionary<TWire, TDomain> Domain = Enum.GetValues<TWire>()
        .Where(w => Convert.ToInt32(w) != 0 && Enum.IsDefined(typeof(TDomain), w.ToString()))
        .ToFrozenDictionary(w => w, w => Enum.Parse<TDomain>(w.ToString()));
    public static readonly FrozenDictionary<TDomain, TWire> Wire = Domain.ToFrozenDictionary(p => p.Value, p => p.Key);
}
