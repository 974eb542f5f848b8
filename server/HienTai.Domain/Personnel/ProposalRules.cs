using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>What whoever decides on a proposal should look at besides what it says.</summary>
public static class ProposalRules
{
    public static readonly RecordingRule ProposerClosed = RecordingRule.Warning(
        "W09",
        "Người đề nghị đã bị đóng tài khoản",
        "The proposer's account is closed"
    ) with
    {
        Why = (
            "Tài khoản đóng vì người ấy thôi việc hoặc vì bị lạm dụng; đề nghị để lại không còn ai chịu trách nhiệm giải thích.",
            "An account is closed because somebody left or because it was misused; nobody answers for what it proposed any more."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = (
            "Nhờ người khác của đơn vị xem lại và đề nghị lại; nếu đã tự kiểm tra thì nêu lý do.",
            "Have somebody else of the unit look at it and propose it again; if you checked it yourself, state the reason."
        ),
        Fields = ["decisions"],
    };
}
