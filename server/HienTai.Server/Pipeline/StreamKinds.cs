using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HienTai.Domain.Kernel;
using HienTai.Server.Vault;

namespace HienTai.Server.Pipeline;

/// <summary>
/// An index on a table of facts. One that changes gets another name: one that is there is left as it is.
/// </summary>
/// <param name="Definition">What follows the table in <c>create index … on table</c>.</param>
public sealed record FactIndex(Type Fact, string Name, string Definition)
{
    public static FactIndex On<T>(string name, string definition)
        where T : Fact => new(typeof(T), name, definition);

    public string Sql =>
        $"create index if not exists {FactTable.Of(Fact).Name}_{Name} on {FactTable.Of(Fact).Name} {Definition};";
}

/// <summary>One aggregate as the road sees it: its decider without its types.</summary>
public abstract class StreamKind
{
    public abstract string Name { get; }
    public abstract Type StateType { get; }
    public abstract Type EventBase { get; }
    public abstract Type CommandBase { get; }
    public abstract object Initial { get; }
    public abstract IReadOnlyList<Type> FactTypes { get; }

    /// <summary>What its module's questions ask for, beyond what every table of facts has.</summary>
    public IReadOnlyList<FactIndex> Indexes { get; init; } = [];
    public abstract object[] Decide(object state, object command);
    public abstract object Evolve(object state, object @event, Basis basis);
    public abstract IEnumerable<Fact> Facts(object state);
    public abstract string Title(object state);
    public abstract Rejected? Unciteable(object state);
    public abstract Rejected? Unciteable(object state, PartialDate effective);
    public abstract object? Fall(object state, Guid paper);
    public abstract Guid? Subject(Guid stream, object state);
    public abstract IEnumerable<Spoken> Later(object before, object @event);
    public abstract IEnumerable<string> Files(object @event);
    public abstract IEnumerable<RuleFinding> Findings(object state, DateOnly today);
    public abstract IEnumerable<RuleFinding> Findings(object before, object @event, Footing footing);

    public IEnumerable<Type> EventTypes =>
        EventBase
            .Assembly.GetTypes()
            .Where(t => t.IsSealed && t.IsAssignableTo(EventBase))
            .OrderBy(t => t.Name, StringComparer.Ordinal);

    /// <summary>A stored state, opened with the key of its subject if it has one.</summary>
    public object Read(string json, PersonKey? key)
    {
        using var scope = Sealing.Of(key);
        return JsonSerializer.Deserialize(json, StateType, Json)!;
    }

    public string Write(object state, PersonKey? key)
    {
        using var scope = Sealing.Of(key);
        return JsonSerializer.Serialize(state, StateType, Json);
    }

    /// <summary>
    /// How states and events are written: enums by name, so that renumbering one can never rewrite history; personal
    /// values sealed.
    /// </summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true, // what is derived is not stored
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Sealing.Modify } },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>The types put back: a decider registered with the facts it tells.</summary>
public sealed class StreamKind<TState, TCommand, TEvent>(params Type[] facts) : StreamKind
    where TState : class, IDecider<TState, TCommand, TEvent>
    where TCommand : class
    where TEvent : class
{
    public override string Name => TState.Kind;
    public override Type StateType => typeof(TState);
    public override Type EventBase => typeof(TEvent);
    public override Type CommandBase => typeof(TCommand);
    public override object Initial => TState.Initial;
    public override IReadOnlyList<Type> FactTypes { get; } = [typeof(TitleFact), .. facts];

    public override object[] Decide(object state, object command)
    {
        if (command is LetFall fall)
            return TState.Fall((TState)state, fall.Paper) is { } fell ? [fell] : [];
        return TState.Decide((TState)state, (TCommand)command);
    }

    public override object Evolve(object state, object @event, Basis basis) =>
        TState.Evolve((TState)state, (TEvent)@event, basis);

    public override IEnumerable<Fact> Facts(object state) => TState.Facts((TState)state);

    public override string Title(object state) => TState.Title((TState)state);

    public override Rejected? Unciteable(object state) => TState.Unciteable((TState)state);

    public override Rejected? Unciteable(object state, PartialDate effective) =>
        TState.Unciteable((TState)state, effective);

    public override object? Fall(object state, Guid paper) => TState.Fall((TState)state, paper);

    public override Guid? Subject(Guid stream, object state) => TState.Subject(stream, (TState)state);

    public override IEnumerable<Spoken> Later(object before, object @event) =>
        TState.Later((TState)before, (TEvent)@event);

    public override IEnumerable<string> Files(object @event) => TState.Files((TEvent)@event);

    public override IEnumerable<RuleFinding> Findings(object state, DateOnly today) =>
        TState.Findings((TState)state, today);

    public override IEnumerable<RuleFinding> Findings(object before, object @event, Footing footing) =>
        TState.Findings((TState)before, (TEvent)@event, footing);
}

/// <summary>All kinds of record the registry keeps.</summary>
public sealed class StreamKinds(IEnumerable<StreamKind> kinds, IEnumerable<INarrator> narrators)
{
    readonly Dictionary<string, INarrator> narrated = narrators.ToDictionary(n => n.Kind);

    /// <summary>The day in the world an event speaks of.</summary>
    public PartialDate? Effective(StreamKind kind, object @event) => narrated[kind.Name].Effective(@event);

    readonly Dictionary<string, StreamKind> byName = kinds.ToDictionary(k => k.Name);

    public IEnumerable<StreamKind> All => byName.Values;
    public StreamKind this[string name] => byName[name];

    public StreamKind ForCommand(object command) =>
        command is LetFall fall ? fall.Kind : byName.Values.Single(k => k.CommandBase.IsInstanceOfType(command));

    public IEnumerable<FactTable> FactTables =>
        byName.Values.SelectMany(k => k.FactTypes).Distinct().Select(FactTable.Of);
}
