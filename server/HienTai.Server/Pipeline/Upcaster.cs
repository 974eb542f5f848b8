using System.Text.Json.Nodes;
using HienTai.Server.Vault;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Leads an event from a shape it was once stored in to the next one. It changes what is read and never what is stored,
/// and an event goes through as many as it takes.
/// </summary>
/// <param name="Event">The name it is stored under.</param>
/// <param name="Shape">The shape it is stored in. Events that say none are of shape 1, whatever they look like: some
/// shapes changed before they were counted.</param>
/// <param name="Why">What changed and since which commit.</param>
public sealed record Upcaster(string Event, int Shape, string Why)
{
    /// <summary>What it does to the event; by default nothing.</summary>
    public Action<OlderEvent> Change { get; init; } = _ => { };

    /// <summary>Where two things were stored under one name: whether this is the one meant.</summary>
    public Func<OlderEvent, bool> Meant { get; init; } = _ => true;

    /// <summary>The name and shape it leads to; by default the next shape under the same name.</summary>
    public (string Event, int Shape) Becomes { get; init; } = (Event, Shape + 1);
}

/// <summary>An event on its way to the present shape: as it was stored, sealed values and all.</summary>
/// <param name="type">The .NET type it was written from, which tells apart what was stored under one name.</param>
public sealed class OlderEvent(JsonObject data, string type, PersonKey? key)
{
    public JsonObject Data => data;
    public string Type => type;

    /// <summary>A field of one of its parts goes on under another name; what has that name already stays.</summary>
    public static void Rename(JsonObject part, string from, string to)
    {
        if (part.Remove(from, out var value))
            part[to] ??= value;
    }

    /// <summary>
    /// The same for a sealed value, which was sealed as that very field and would not open as another; an erased
    /// person's stays what it is, unreadable.
    /// </summary>
    public void Rename(JsonObject part, (string Name, string Place) from, (string Name, string Place) to)
    {
        if (part.Remove(from.Name, out var value) && !part.ContainsKey(to.Name))
            part[to.Name] = Sealed(value!.GetValue<string>(), from.Place, to.Place, text => text);
    }

    /// <summary>Changes what a sealed text says, as far as it can still be read.</summary>
    public void Rewrite(JsonObject part, string name, string place, Func<string, string> change)
    {
        if (part[name] is { } value)
            part[name] = Sealed(value.GetValue<string>(), place, place, change);
    }

    string Sealed(string token, string from, string to, Func<string, string> change)
    {
        var mine = key ?? throw new InvalidOperationException($"{from} is sealed and the event is about nobody.");
        return Sealing.Open(mine, from, token) is { } text ? Sealing.Seal(mine, to, change(text)) : token;
    }
}

/// <summary>All shapes events were ever stored in, and the way from each to the present one.</summary>
public sealed class Upcasters(StreamKinds kinds, IEnumerable<Upcaster> upcasters)
{
    readonly Dictionary<string, Type> types = kinds.All.SelectMany(k => k.EventTypes).ToDictionary(StoredName.Of);
    readonly ILookup<(string, int), Upcaster> steps = upcasters.ToLookup(u => (u.Event, u.Shape));

    public IEnumerable<Upcaster> All => steps.SelectMany(s => s);

    /// <summary>Whether events of that name and shape may need anything done before they are read.</summary>
    public bool IsPresent(string name, int shape) =>
        !steps.Contains((name, shape)) && types.TryGetValue(name, out var type) && StoredName.ShapeOf(type) == shape;

    public Type TypeOf(string name) => types[name];

    /// <summary>The present name of an event; its data is changed to the present shape.</summary>
    public Type Lead(string name, int shape, OlderEvent older)
    {
        while (steps[(name, shape)].FirstOrDefault(u => u.Meant(older)) is { } step)
        {
            step.Change(older);
            (name, shape) = step.Becomes;
        }
        return types.TryGetValue(name, out var type) && StoredName.ShapeOf(type) == shape
            ? type
            : throw new InvalidOperationException(
                $"No way leads from the stored event '{name}' of shape {shape} to one this version knows."
            );
    }
}
