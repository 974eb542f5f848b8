using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using RuleFinding = HienTai.Rpc.V1.RuleFinding;

namespace HienTai.Server.Pipeline;

/// <summary>Warnings on the wire: what a request passes, what is found, and how history tells it.</summary>
static class Passes
{
    const int ReasonFrom = 5,
        ReasonTo = 300;

    /// <summary>What is recorded, with the request it came in: whatever service it came by.</summary>
    public static ChangeSet With(ChangeSet set, ServerCallContext call)
    {
        if (RequestOf(call) is not { } request)
            return set;
        var own = Reading.Of(read => Of(read, EnvelopeOf(request)));
        return set with
        {
            Named = set.Named ?? (field => FieldPaths.AsSent(request, field)),
            Passes = [.. own, .. set.Passes.Where(p => own.All(o => o.Rule != p.Rule))],
            Said = [.. set.Said, .. LegacyTexts.In(request, set.Subject)],
        };
    }

    static Passing[] Of(Reading read, Envelope? envelope) =>
        [
            .. (envelope?.Passes ?? []).Select(
                (p, i) =>
                    new Passing(
                        RuleCatalogue.All.Any(r => r.Number == p.Rule && !r.Refuses)
                            ? p.Rule
                            : read.Fault(
                                $"envelope.passes[{i}].rule",
                                "Không có cảnh báo mang số này; chỉ bỏ qua được quy tắc W trong danh mục.",
                                "There is no warning of this number; only W rules of the catalogue can be passed.",
                                ""
                            ),
                        Reason(read, p.Reason, $"envelope.passes[{i}].reason")
                    )
            ),
        ];

    static string Reason(Reading read, string text, string field) =>
        read.Text(text, field, ReasonTo) is { Length: >= ReasonFrom } said
            ? said
            : read.Fault(
                field,
                $"Nêu lý do vẫn ghi, ít nhất {ReasonFrom} ký tự.",
                $"State why it is recorded all the same, in at least {ReasonFrom} characters.",
                ""
            );

    public static IEnumerable<RuleFinding> Wire(IEnumerable<Found> found) =>
        found.Select(f => new RuleFinding
        {
            Rule = f.Rule,
            Field = f.Field,
            Message = Words.Both(f.Vi, f.En),
            Id = f.Record.ToString(),
            Title = f.Title,
            Passed = f.Reason ?? "",
        });

    /// <summary>What was found, as a change set says it again.</summary>
    public static IEnumerable<Found> Found(IEnumerable<RuleFinding> wire) =>
        wire.Select(f => new Found(f.Rule, f.Field, f.Message.Vi, f.Message.En, Guid.Parse(f.Id)) { Title = f.Title });

    public static IEnumerable<Phrase> Told(IEnumerable<RuleFinding> passed) =>
        passed
            .Where(p => p.Passed.Length > 0)
            .DistinctBy(p => (p.Rule, p.Passed))
            .SelectMany(p =>
                new[]
                {
                    Words.Say($"; đã bỏ qua cảnh báo {p.Rule}: ", $"; warning {p.Rule} was passed: "),
                    Words.Strong(p.Passed),
                }
            );

    public static Envelope? EnvelopeOf(object request) =>
        (request as IMessage)?.Descriptor.FindFieldByName("envelope")?.Accessor.GetValue((IMessage)request) as Envelope;

    static readonly ConditionalWeakTable<ServerCallContext, object> Requests = [];

    /// <summary>Keeps the request beside its call, for what is the same for every method.</summary>
    public static void Keep(ServerCallContext call, object request) => Requests.AddOrUpdate(call, request);

    static object? RequestOf(ServerCallContext call) => Requests.TryGetValue(call, out var request) ? request : null;
}
