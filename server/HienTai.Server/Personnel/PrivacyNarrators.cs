using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;

namespace HienTai.Server.Personnel;

/// <summary>What happened to a privacy request, in sentences.</summary>
public sealed class PrivacyRequestNarrator : INarrator
{
    public string Kind => "privacy_request";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            PrivacyRequestOpened e =>
            [
                Say("Nhận yêu cầu ", "Request received: "),
                Strong(Named(e.Kind)),
                Say(
                    $", phải xác nhận trước hết ngày {Date(e.AcknowledgeBy)}",
                    $", to be acknowledged by {e.AcknowledgeBy:yyyy-MM-dd}"
                ),
            ],
            PrivacyRequestAcknowledged e =>
            [
                Say("Xác nhận đã nhận, trả lời trước hết ngày ", "Acknowledged, answer due by "),
                Strong((Date(e.AnswerBy), $"{e.AnswerBy:yyyy-MM-dd}")),
            ],
            PrivacyRequestCarriedOut e => [Say("Đã thực hiện: ", "Carried out: "), Strong(e.Answer)],
            PrivacyRequestRefused e => [Say("Từ chối: ", "Refused: "), Strong(e.Answer), Say($" ({e.Rule})")],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is PrivacyRequestFact f
            ? Words.Line(f, ("Yêu cầu", "Request"), Both(Named(f.Kind).Vi, Named(f.Kind).En))
            : null;

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            PrivacyRequestOpened e => e.ReceivedOn,
            PrivacyRequestAcknowledged e => e.On,
            _ => null,
        };

    public string Key(object @event) => "privacy_request";

    IEnumerable<Guid> INarrator.Named(object eventOrFact) => [];

    public static (string Vi, string En) Named(PrivacyRequestKind kind) =>
        kind switch
        {
            PrivacyRequestKind.Supply => ("cung cấp dữ liệu của mình", "to be given one's own data"),
            PrivacyRequestKind.Correct => ("chỉnh sửa", "to have something corrected"),
            PrivacyRequestKind.Restrict => ("hạn chế xử lý", "to have processing restricted"),
            PrivacyRequestKind.Erase => ("xoá dữ liệu", "to be erased"),
            PrivacyRequestKind.WithdrawConsent => ("rút lại sự đồng ý", "to withdraw a consent"),
            _ => ("phản đối xử lý", "to object to a use"),
        };
}

/// <summary>What happened to the grounds on which somebody's data is used, in sentences.</summary>
public sealed class DataUseNarrator : INarrator
{
    public string Kind => "data_use";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            ConsentGiven e => [Say("Đồng ý ", "Consent to "), Strong(Named(e.Purpose)), From(e.From), Until(e.To)],
            ConsentWithdrawn e =>
            [
                Say("Rút lại sự đồng ý ", "Consent withdrawn: "),
                Strong(
                    ((DataUse)before).Consents.TryGetValue(e.Consent, out var line)
                        ? Named(line.Steps[0].Value!.Purpose)
                        : ("…", "…")
                ),
                Say($", từ {Date(e.On)}", $", as of {e.On}"),
            ],
            ProcessingRestricted e => [Say("Hạn chế xử lý", "Use restricted"), From(e.From)],
            RestrictionLifted e =>
            [
                Say("Thôi hạn chế xử lý", "Restriction lifted"),
                Say($", từ {Date(e.On)}", $", as of {e.On}"),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };

    public FactLine? Line(Fact fact, Titles titles) =>
        fact switch
        {
            ConsentFact f => Words.Line(f, ("Đồng ý", "Consent"), Both(Named(f.Purpose).Vi, Named(f.Purpose).En)),
            RestrictionFact f => Words.Line(
                f,
                ("Hạn chế xử lý", "Restriction"),
                Both("hồ sơ được giữ, không được dùng", "the file is kept and not used")
            ),
            _ => null,
        };

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            ConsentGiven e => e.From,
            ConsentWithdrawn e => e.On,
            ProcessingRestricted e => e.From,
            RestrictionLifted e => e.On,
            _ => null,
        };

    public string Key(object @event) =>
        @event switch
        {
            ConsentGiven e => $"consent:{e.Consent}",
            ConsentWithdrawn e => $"consent:{e.Consent}",
            _ => "restriction",
        };

    IEnumerable<Guid> INarrator.Named(object eventOrFact) => [];

    public static (string Vi, string En) Named(ConsentPurpose purpose) =>
        purpose switch
        {
            ConsentPurpose.KeptOnRecord => ("lưu hồ sơ trong cơ sở dữ liệu", "being kept on record"),
            ConsentPurpose.TalentPool => ("đưa vào nguồn nhân tài", "the talent pool"),
            ConsentPurpose.Contributions => ("ghi nhận đóng góp tri thức", "contributions being recorded"),
            _ => ("được mời tham gia, liên hệ", "being invited and contacted"),
        };
}
