using System.CommandLine;
using HienTai.Rpc.V1;

namespace HienTai.Cli;

/// <summary>
/// The options of a comparison. --valid-on and --known-at are A where A says nothing of its own; what B leaves out is
/// now.
/// </summary>
sealed class TwoMoments(Desk desk)
{
    readonly Option<string?> aOn = desk.Option<string?>("--a-valid-on", desk.Texts.Day, desk.Texts.CompareOption("A")),
        aAt = desk.Option<string?>("--a-known-at", desk.Texts.KnownValue, desk.Texts.CompareOption("A"));
    readonly Option<string?> bOn = desk.Option<string?>("--b-valid-on", desk.Texts.Day, desk.Texts.CompareOption("B")),
        bAt = desk.Option<string?>("--b-known-at", desk.Texts.KnownValue, desk.Texts.CompareOption("B"));

    public Option[] Options => [aOn, aAt, bOn, bAt];

    public (TimePoint A, TimePoint? B) Of(Ask ask) =>
        (
            Or(ask.TimePoint(ask.Given(aOn), ask.Given(aAt), "--a-"), ask.At)
                ?? throw new Unanswered(Exit.Usage, ask.Texts.CompareNeeds),
            ask.TimePoint(ask.Given(bOn), ask.Given(bAt), "--b-")
        );

    static TimePoint? Or(TimePoint? own, TimePoint? common)
    {
        if (own is null || common is null)
            return own ?? common;
        if (own.ValidOn.Length == 0)
            own.ValidOn = common.ValidOn;
        if (own.KnownCase is TimePoint.KnownOneofCase.None)
        {
            if (common.KnownCase is TimePoint.KnownOneofCase.KnownAt)
                own.KnownAt = common.KnownAt;
            else if (common.KnownCase is TimePoint.KnownOneofCase.KnownPosition)
                own.KnownPosition = common.KnownPosition;
        }
        return own;
    }
}
