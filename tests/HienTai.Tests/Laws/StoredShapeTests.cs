using Google.Protobuf.Reflection;
using HienTai.Domain.Kernel;
using HienTai.Server.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Laws;

/// <summary>What is stored for ever, written down as far as it goes: a field renamed anywhere inside is red.</summary>
public sealed class StoredShapeTests(App app)
{
    StreamKind[] Kinds => [.. app.Services.GetRequiredService<StreamKinds>().All];
    Upcasters Upcasters => app.Services.GetRequiredService<Upcasters>();

    // Messages of the contract that events hold as JSON: the change somebody proposes, the need somebody was found by.
    static readonly MessageDescriptor[] Written =
    [
        HienTai.Personnel.V1.PersonChange.Descriptor,
        HienTai.Talent.V1.Need.Descriptor,
    ];

    /// <summary>
    /// Whoever changes a line here raises the event's [Shape], says in an upcaster how the shape before is read, and
    /// keeps an export that holds it in tests/golden. A field that may be absent can be added without.
    /// </summary>
    [Fact]
    public void What_events_are_stored_as_changes_only_with_a_new_shape()
    {
        var shape = new StoredShape();
        string[] events =
        [
            .. Kinds
                .SelectMany(k => k.EventTypes)
                .Select(t => $"{StoredName.Of(t)} {StoredName.ShapeOf(t)} {shape.Of(t)}")
                .Order(StringComparer.Ordinal),
        ];
        Approved.Match(
            "stored-events",
            string.Join("\n", [.. events, "", .. shape.Held, "", .. Written.SelectMany(Messages).Distinct()]) + "\n"
        );
    }

    /// <summary>Only ever added to: a table that is there is left as it is by every later start.</summary>
    [Fact]
    public void What_cannot_be_derived_keeps_its_tables() => Approved.Match("primary-tables", Schema.PrimarySql);

    [Fact]
    public void Every_shape_an_event_ever_had_leads_to_the_present_one()
    {
        var types = Kinds.SelectMany(k => k.EventTypes).ToDictionary(StoredName.Of);
        foreach (var (name, type) in types)
            for (var shape = 1; shape < StoredName.ShapeOf(type); shape++)
                Upcasters
                    .All.Should()
                    .Contain(u => u.Event == name && u.Shape == shape, $"{name} was of shape {shape}");
        foreach (var step in Upcasters.All)
        {
            step.Why.Should().MatchRegex("^[0-9a-f]{7} ", "a shape is known by the commit that changed it");
            (
                types.TryGetValue(step.Becomes.Event, out var type) && step.Becomes.Shape <= StoredName.ShapeOf(type)
                || Upcasters.All.Any(u => (u.Event, u.Shape) == step.Becomes)
            )
                .Should()
                .BeTrue($"{step.Event} {step.Shape} leads somewhere");
        }
    }

    static IEnumerable<string> Messages(MessageDescriptor message)
    {
        var (seen, waiting) = (new HashSet<IDescriptor>(), new Queue<IDescriptor>([message]));
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next))
                continue;
            if (next is EnumDescriptor values)
                yield return $"{values.FullName} = {string.Join(" | ", values.Values.Select(v => v.Name))}";
            if (next is not MessageDescriptor held)
                continue;
            var fields = held.Fields.InDeclarationOrder();
            foreach (var part in fields.Select(Held).OfType<IDescriptor>())
                waiting.Enqueue(part);
            yield return $"{held.FullName} {{ {string.Join(", ", fields.Select(f => $"{f.Name}: {(f.IsRepeated ? "repeated " : "")}{Held(f)?.FullName ?? f.FieldType.ToString()}"))} }}";
        }
    }

    static IDescriptor? Held(FieldDescriptor field) =>
        field.FieldType switch
        {
            FieldType.Message => field.MessageType,
            FieldType.Enum => field.EnumType,
            _ => null,
        };
}
