using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;

namespace HienTai.Server.Ledger;

/// <summary>Where the ledger's thread broke, in words.</summary>
public sealed class ContinuityNarrator : INarrator
{
    public string Kind => "continuity";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            EpochBegun e =>
            [
                Say("Bắt đầu kỳ sổ ", "Began "),
                Strong(($"số {e.Number}", $"epoch {e.Number}")),
                Say(
                    $": sổ từng đến vị trí {e.Head}, còn nguyên đến {e.LastCommon}",
                    $": the ledger had stood at {e.Head} and is what it was up to {e.LastCommon}"
                ),
            ],
            ClockConfirmed e =>
            [
                Say("Xác nhận đồng hồ đúng: ", "Confirmed the clock: "),
                Strong($"{e.Clock:yyyy-MM-dd HH:mm:ss}Z"),
                Say(
                    $", lần ghi trước là {e.LastRecorded:yyyy-MM-dd HH:mm:ss}Z",
                    $", last recorded at {e.LastRecorded:yyyy-MM-dd HH:mm:ss}Z"
                ),
            ],
            TablesRebuilt e =>
            [
                Say("Dựng lại mọi bảng ", "Rebuilt every table "),
                Strong(($"từ các mục đến vị trí {e.Position}", $"from the entries up to position {e.Position}")),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is EpochFact f
            ? Words.Line(
                f,
                ("Kỳ sổ", "Epoch"),
                Both(
                    $"số {f.Number}, nối tiếp từ vị trí {f.LastCommon}",
                    $"{f.Number}, going on from position {f.LastCommon}"
                )
            )
            : null;

    public PartialDate? Effective(object @event) => null;

    public string Key(object @event) => @event is EpochBegun e ? $"epoch:{e.Number}" : "";

    public IEnumerable<Guid> Named(object eventOrFact) => [];
}
