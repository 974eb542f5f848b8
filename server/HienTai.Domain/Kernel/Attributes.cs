using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace HienTai.Domain.Kernel;

/// <summary>
/// A value of several attributes, each with a life of its own: who is promoted keeps the pay step. A value that is no
/// such thing, as a state somebody is in, is only ever set as a whole.
/// </summary>
public interface IAttributed;

/// <summary>
/// The attributes of a value by name, as they are stored: "payStep", and "scope.titles" where an attribute has
/// attributes itself.
/// </summary>
public static class Attributes<T>
{
    sealed record Attribute(string Name, PropertyInfo Property, Parts? Parts);

    /// <summary>A record taken apart into what its constructor takes.</summary>
    sealed record Parts(ConstructorInvoker Make, ImmutableArray<Attribute> All)
    {
        public static Parts? Of(Type type, string under = "")
        {
            if (!type.IsAssignableTo(typeof(IAttributed)))
                return null;
            var made = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
            return new(
                ConstructorInvoker.Create(made),
                [
                    .. made.GetParameters()
                        .Select(p => type.GetProperty(p.Name!)!)
                        .Select(p => (p, Name: under + JsonNamingPolicy.CamelCase.ConvertName(p.Name)))
                        .Select(p => new Attribute(p.Name, p.p, Of(p.p.PropertyType, p.Name + "."))),
                ]
            );
        }

        public IEnumerable<string> Names => All.SelectMany(a => a.Parts?.Names ?? [a.Name]);

        public IEnumerable<string> Personal =>
            All.SelectMany(a =>
                a.Parts?.Personal ?? (a.Property.IsDefined(typeof(PersonalAttribute), inherit: false) ? [a.Name] : [])
            );

        public IEnumerable<string> Differing(object before, object after) =>
            All.Select(a => (a, Before: a.Property.GetValue(before), After: a.Property.GetValue(after)))
                .Where(a => !Equals(a.Before, a.After))
                .SelectMany(a => a.a.Parts?.Differing(a.Before!, a.After!) ?? [a.a.Name]);

        public object Over(object before, object after, Strings set) =>
            Make.Invoke([
                .. All.Select(a =>
                    a.Parts is { } parts
                        ? parts.Over(a.Property.GetValue(before)!, a.Property.GetValue(after)!, set)
                        : a.Property.GetValue(set.Contains(a.Name) ? after : before)
                ),
            ]);
    }

    static readonly Parts? Taken = Parts.Of(typeof(T));

    /// <summary>Every attribute; none of a value that is only set as a whole.</summary>
    public static Strings All { get; } = Taken is null ? [] : Strings.Of([.. Taken.Names]);

    /// <summary>Those that are sealed.</summary>
    public static Strings Personal { get; } = Taken is null ? [] : Strings.Of([.. Taken.Personal]);

    /// <summary>Which attributes differ; null of a value that is only set as a whole.</summary>
    public static Strings? Differing(T before, T after) =>
        Taken is null ? null : Strings.Of([.. Taken.Differing(before!, after!)]);

    /// <summary>The value before with those attributes as they are in the other; null: the other.</summary>
    public static T Over(T before, T after, Strings? set) =>
        Taken is null || set is null ? after : (T)Taken.Over(before!, after!, set);
}
