namespace HienTai.Domain.Kernel;

/// <summary>
/// What no request may hold: looked for before anything else is asked of it, so that it leaves under the reason of what
/// cannot be read.
/// </summary>
public static class ReadingRules
{
    const string Unreadable = "MALFORMED";

    public static readonly RecordingRule Controls = RecordingRule.Refusing(
        "F03",
        Unreadable,
        "Ký tự điều khiển trong chữ",
        "Control characters in a text"
    ) with
    {
        Why = (
            "Ký tự điều khiển (như NUL) không đọc được, không in được và làm hỏng tệp của chương trình khác.",
            "Control characters (such as NUL) can be neither read nor printed and break the files of other programs."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = ("Gõ lại chữ ấy.", "Type the text again."),
        Fields = [],
    };

    public static readonly RecordingRule NotYetBorn = RecordingRule.Refusing(
        "F04",
        Unreadable,
        "Ngày sinh hoặc ngày cấp bằng chưa tới",
        "A birth or a degree that is still to come"
    ) with
    {
        Why = (
            "Người chưa sinh không có hồ sơ, bằng chưa cấp không phải là bằng.",
            "Nobody is on record before they are born, and a degree to come is none."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = (
            "Sửa ngày; khoá học chưa xong thì ghi là đang học.",
            "Correct the day; a course under way is recorded as one."
        ),
        Fields = ["change.identity.birth", "change.from"],
    };

    public static readonly RecordingRule EndsFirst = RecordingRule.Refusing(
        "F05",
        "ENDS_BEFORE_IT_BEGINS",
        "Kết thúc trước khi bắt đầu",
        "An end before the beginning"
    ) with
    {
        Why = (
            "Ngày kết thúc là ngày đầu tiên không còn hiệu lực, nên phải sau ngày bắt đầu.",
            "The end is the first day it no longer holds, so it comes after the beginning."
        ),
        Ground = RecordingRule.OurRule,
        Remedy = ("Sửa một trong hai ngày.", "Correct one of the two days."),
        Fields = ["change.to", "change.on"],
    };
}
