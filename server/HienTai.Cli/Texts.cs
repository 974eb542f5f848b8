using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;

namespace HienTai.Cli;

/// <summary>
/// Every word the command line says by itself, in Vietnamese and English. Names of code lists are in
/// <see cref="Codes"/>.
/// </summary>
sealed partial class Texts(bool english)
{
    public static readonly Texts Vietnamese = new(false),
        English = new(true);
    static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    /// <summary>The language is needed before the command line is read: help is in it too.</summary>
    public static Texts For(string[] args)
    {
        var asked = args.Select((_, i) => Language(args, i)).LastOrDefault(language => language is not null);
        return asked is "en" ? English : Vietnamese;
    }

    static string? Language(string[] args, int at)
    {
        if (args[at] is "--lang")
            return args.ElementAtOrDefault(at + 1);
        return
            args[at].StartsWith("--lang=", StringComparison.Ordinal)
            || args[at].StartsWith("--lang:", StringComparison.Ordinal)
            ? args[at][7..]
            : null;
    }

    public string Either(string vi, string en) => english ? en : vi;

    public string Of(Text? text)
    {
        if (text is null)
            return "";
        return english && text.En.Length > 0 ? text.En : text.Vi;
    }

    // Help.
    public string About =>
        Either(
            "Hiền Tài: sổ bộ đội ngũ trí thức của huyện. Mọi câu hỏi đều hỏi được ở một thời điểm.",
            "Hiền Tài: the registry of a district's intellectual workforce. Every question can be asked at a moment."
        );
    public string AboutPeople =>
        Either(
            "Nhân sự: tìm, xem hồ sơ, lịch sử, so hai thời điểm",
            "People: search, show a record, its history, compare two moments"
        );
    public string AboutSearch =>
        Either(
            "Tìm người theo tên (có dấu hay không), số hiệu và điều kiện",
            "Find people by name (tones or none), file number and filters"
        );
    public string AboutShow => Either("Xem một hồ sơ", "Show one person's record");
    public string AboutHistory =>
        Either("Mọi điều đã ghi về một người, mới nhất trước", "Everything recorded about a person, newest first");
    public string AboutCompare =>
        Either(
            "Hồ sơ khác nhau thế nào giữa hai thời điểm, và vì đâu",
            "How a record differs between two moments, and what made the difference"
        );
    public string AboutUnits => Either("Đơn vị", "Units");
    public string AboutTree => Either("Cây đơn vị với số người", "The tree of units with counts of people");
    public string AboutUnplaced =>
        Either(
            "Người chưa xếp chỗ: đơn vị của họ không có trong cây, vì sao, và đề nghị về đâu",
            "People without a place: whose unit the tree does not have, why, and where they are proposed to go"
        );
    public string AboutReorganise =>
        Either(
            "Ghi một đợt sắp xếp đơn vị có sẵn trong dữ liệu, thành một lượt ghi; không nêu tên thì liệt kê",
            "Apply a re-organisation that ships as data, as one change set; without a name, list them"
        );
    public string AboutPapers =>
        Either("Văn bản: tìm, xem những gì dựa vào", "Papers: search, show with what rests on them");
    public string AboutPaperSearch =>
        Either(
            "Tìm văn bản theo số, trích yếu, nơi ban hành, người ký",
            "Find papers by number, title, issuer or signer"
        );
    public string AboutPaper =>
        Either("Xem một văn bản và mọi điều dựa vào nó", "Show one paper and everything that rests on it");
    public string AboutQuotas => Either("Biên chế được giao: xem, giao, điều chỉnh", "Quotas: list, grant, adjust");
    public string AboutQuotaList =>
        Either(
            "Số được giao theo đơn vị, loại, năm, với căn cứ",
            "What is granted by unit, type and year, with its basis"
        );
    public string AboutQuotaGrant =>
        Either("Ghi số giao cho một đơn vị trong một năm", "Record what a unit is granted for a year");
    public string AboutQuotaAdjust => Either("Ghi điều chỉnh trong năm", "Record an adjustment within the year");
    public string AboutReport =>
        Either(
            "Báo cáo ở một thời điểm, in ra hoặc xuất JSON, CSV, XLSX",
            "Reports at a moment, printed or as JSON, CSV, XLSX"
        );
    public string AboutStaffing =>
        Either(
            "Biên chế: được giao, hiện có, còn trống, vượt; vào và ra",
            "Staffing: granted, present, vacant, over; arrivals and departures"
        );
    public string AboutKeys =>
        Either("Khoá chủ bọc mọi khoá khác của sổ", "The master key that wraps all other keys of the registry");
    public string AboutDoctor =>
        Either(
            "Xem cài đặt có ổn không: phiên bản, sổ, quyền, khoá, đồng hồ, đĩa, sao lưu, đối chiếu",
            "How the installation is: versions, ledger, grants, keys, clocks, disk, backups, check"
        );
    public string QuickOption => Either("Không đối chiếu toàn bộ sổ", "Leave the check of the whole registry out");
    public string AllSound => Either("Không có gì phải sửa.", "Nothing is to be mended.");

    public string Unsound(int wrong) =>
        Either($"{wrong} điều phải sửa.", $"{wrong} thing{(wrong == 1 ? "" : "s")} to be mended.");

    public static Rpc.V1.Text CheckName => Both("Đối chiếu", "Check");

    public static Rpc.V1.Text CheckGood(long events) =>
        Both($"{events} sự kiện, giống hệt từng byte", $"{events} events, identical byte for byte");

    public static Rpc.V1.Text Both(string vi, string en) => new() { Vi = vi, En = en };

    public string AboutLedger => Either("Sổ cái khi bị mất mục", "The ledger when entries were lost");
    public string AboutGoOn =>
        Either(
            "Đi tiếp không có các mục đã mất: bắt đầu kỳ sổ mới và ghi ai quyết định, vì sao",
            "Go on without the entries that were lost: begins an epoch and records who said so, and why"
        );
    public string AboutClock => Either("Đồng hồ của máy chủ", "The server's clock");
    public string AboutConfirmClock =>
        Either(
            "Xác nhận đồng hồ đúng khi máy chủ nghi ngờ nó",
            "Say that the clock is right where the server doubts it"
        );
    public string OperatorReasonOption =>
        Either("Vì sao; được ghi vào sổ (bắt buộc)", "Why; it goes on record (required)");

    public string WentOn(Rpc.V1.Receipt receipt) =>
        Either(
            $"Sổ đi tiếp ở kỳ {receipt.Epoch}, từ vị trí #{receipt.Position}.",
            $"The ledger goes on in epoch {receipt.Epoch}, from position #{receipt.Position}."
        );

    public string ClockConfirmed(Rpc.V1.Receipt receipt) =>
        Either(
            $"Đã ghi nhận đồng hồ đúng, ở vị trí #{receipt.Position}.",
            $"Recorded that the clock is right, at position #{receipt.Position}."
        );

    public string AboutRotate =>
        Either(
            "Tạo khoá chủ mới, bọc lại mọi khoá và bỏ khoá cũ",
            "Make a new master key, wrap all keys anew and drop the old one"
        );
    public string AboutRebuild =>
        Either(
            "Dựng lại mọi bảng từ các sự kiện và thay vào bảng đang dùng (--reason), hoặc chỉ đối chiếu (--check)",
            "Make every table anew from the events and put it in the place of the live one (--reason), or only compare (--check)"
        );

    public string Rebuilding(RebuildStep step) =>
        step switch
        {
            RebuildStep.Indexing => Either("Lập chỉ mục", "Indexing"),
            RebuildStep.Swapping => Either("Thay bảng", "Swapping"),
            _ => Replaying,
        };

    public string RebuiltAnew(RebuildTablesResponse done) =>
        Either(
            $"Đã dựng lại mọi bảng của {N(done.Records)} hồ sơ từ {N(done.TotalEvents)} sự kiện, đến vị trí #{done.Position}; việc ghi chờ {N(done.HeldMilliseconds)} ms.",
            $"Rebuilt every table of {N(done.Records)} records from {N(done.TotalEvents)} events, up to position #{done.Position}; recording waited {N(done.HeldMilliseconds)} ms."
        );

    public string RecordedLater =>
        Either(
            "Sổ đang tạm ngừng ghi: việc dựng lại được ghi vào sổ ở lần khởi động sau.",
            "Nothing is recorded for the time being: that it was rebuilt goes on record with the next start."
        );
    public string AboutAccounts => Either("Tài khoản", "Accounts");
    public string AboutFirstAdministrator =>
        Either(
            "Mở tài khoản quản trị đầu tiên bằng mã một lần mà máy chủ ghi trong thư mục bí mật; mật khẩu được hỏi, không nêu trên dòng lệnh",
            "Open the first administrator with the one-time code in the server's secrets folder; the password is asked for, not given on the command line"
        );
    public string AboutPrograms =>
        Either(
            "Chương trình có tài khoản riêng; mở, cấp quyền và duyệt thì làm trong trình duyệt, vì cần yếu tố thứ hai",
            "Programs with an account of their own; opening, entrusting and approving is done in a browser, as it needs a second factor"
        );
    public string AboutProgramList =>
        Either("Các chương trình, phạm vi, thời hạn, khóa", "Programs, their scopes, end, secrets and keys");
    public string AboutProgramChanges =>
        Either("Thay đổi cần hai quản trị: đang chờ và đã qua", "Changes two administrators make: waiting and past");
    public string WaitingOption => Either("Chỉ những gì đang chờ", "Only what waits");
    public string ClosedProgramsOption => Either("Cả chương trình đã đóng", "Closed programs too");
    public string AccountColumn => Either("Tài khoản", "Account");
    public string RolesColumn => Either("Vai trò", "Roles");
    public string ScopesColumn => Either("Phạm vi", "Scopes");
    public string EndColumn => Either("Hết hạn", "Ends");
    public string KeysColumn => Either("Bí mật, khóa", "Secrets, keys");
    public string StateColumn => Either("Tình trạng", "State");
    public string ChangeColumn => Either("Thay đổi", "Change");
    public string AskedByColumn => Either("Đề nghị", "Asked by");

    public string ProgramState(HienTai.Access.V1.Program program)
    {
        if (!program.Account.Open)
            return Either("đã đóng", "closed");
        return program.InEffect ? Either("dùng được", "works") : Either("chưa dùng được", "does not work");
    }

    public string ChangeState(HienTai.Access.V1.AccountChange change) =>
        change.State switch
        {
            HienTai.Access.V1.AccountChangeState.WaitsForApproval => Either("chờ duyệt", "waits for approval"),
            HienTai.Access.V1.AccountChangeState.WaitsForDelay => Either(
                $"tự có hiệu lực từ {Local(change.EffectiveTime)}",
                $"in effect by itself from {Local(change.EffectiveTime)}"
            ),
            HienTai.Access.V1.AccountChangeState.InEffect => Either(
                $"có hiệu lực từ {Local(change.EffectiveTime)}",
                $"in effect since {Local(change.EffectiveTime)}"
            ),
            _ => Either("đã thôi", "ended"),
        };

    static string Local(Google.Protobuf.WellKnownTypes.Timestamp time) =>
        $"{time.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(7)):yyyy-MM-dd HH:mm}";

    public string HelpOption => Either("Hướng dẫn", "Show help");
    public string VersionOption => Either("Phiên bản", "Show the version");
    public string ValidOnOption =>
        Either(
            "Ngày có hiệu lực ngoài đời: 2024-08-01 hoặc 01/8/2024; không có là hôm nay",
            "The day in the world: 2024-08-01 or 1/8/2024; without it, today"
        );
    public string KnownAtOption =>
        Either(
            "Theo hiểu biết khi ấy: hết ngày 2024-08-15 (giờ Việt Nam), lúc 2024-08-15T10:30+07:00, hoặc vị trí sổ '#29418' (trong ngoặc)",
            "As known then: the end of 2024-08-15 (Vietnam), 2024-08-15T10:30+07:00, or ledger position '#29418' (quoted)"
        );
    public string JsonOption => Either("Chỉ in JSON của câu trả lời", "Print only the answer's JSON");
    public string AsOption =>
        Either(
            "Hỏi với tư cách người dùng này (Development); không có là noivu",
            "Ask as this account (Development); without it, noivu"
        );
    public string TokenOption =>
        Either(
            "Thẻ truy cập (bearer); không có thì theo HIENTAI_TOKEN",
            "Access token (bearer); without it HIENTAI_TOKEN"
        );
    public string ClientIdOption =>
        Either(
            "Ứng dụng hỏi bằng OAuth 2 client credentials; không có thì theo HIENTAI_CLIENT_ID",
            "Ask as this OAuth 2 client; without it HIENTAI_CLIENT_ID"
        );
    public string ClientSecretOption =>
        Either(
            "Bí mật của ứng dụng; nên để trong HIENTAI_CLIENT_SECRET",
            "The client's secret; better kept in HIENTAI_CLIENT_SECRET"
        );

    public string IssuerOption(string usual) =>
        Either(
            $"Nơi cấp thẻ cho ứng dụng; không có thì theo HIENTAI_ISSUER, rồi {usual}",
            $"Where the client gets its token; without it HIENTAI_ISSUER, then {usual}"
        );

    public string AccountName =>
        Either(
            "Tên tài khoản: 3 đến 40 chữ thường không dấu, chữ số, dấu chấm, gạch nối",
            "Account name: 3 to 40 of a-z, 0-9, dot and hyphen"
        );
    public string CodeOption =>
        Either("Mã một lần; không có thì được hỏi", "The one-time code; without it, it is asked for");
    public string TitleViOption =>
        Either(
            "Chức danh bằng tiếng Việt; không có là Quản trị hệ thống",
            "Title in Vietnamese; without it, Quản trị hệ thống"
        );
    public string TitleEnOption =>
        Either("Chức danh bằng tiếng Anh; không có là Administrator", "Title in English; without it, Administrator");
    public string LangOption => Either("Ngôn ngữ; không có là vi", "Language; without it, vi");

    public string ServerOption(string usual) =>
        Either(
            $"Địa chỉ gRPC của máy chủ; không có thì theo HIENTAI_SERVER, rồi {usual}",
            $"The server's gRPC address; without it HIENTAI_SERVER, then {usual}"
        );

    public string UnitOption =>
        Either(
            "Công tác ở đơn vị này hoặc dưới nó: ID, mã hoặc tên",
            "Serving in this unit or below it: id, code or name"
        );
    public string ReportUnitOption =>
        Either(
            "Đơn vị này và mọi đơn vị dưới nó: ID, mã hoặc tên; không có là cả huyện",
            "This unit and everything below it: id, code or name; without it, all"
        );
    public string SinceOption =>
        Either(
            "Đếm vào, ra từ ngày này; không có là 01/01 của năm",
            "Count arrivals and departures from this day; without it, 1 January"
        );
    public string UnitsOption => Either("Thêm bảng theo từng đơn vị", "Also the table by unit");
    public string CsvOption => Either("Chỉ in CSV", "Print only CSV");
    public string XlsxOption => Either("Ghi bảng tính XLSX vào tệp này", "Write an XLSX workbook to this file");
    public string SeparatorOption =>
        Either(
            "Dấu ngăn cột của CSV; không nêu là dấu phẩy",
            "What stands between the columns of CSV; without it, a comma"
        );

    public Separated? SeparatedBy(string? name) => Separated.TryParse(name, english);

    public string OnlyWith(string option, string other) =>
        Either($"{option} chỉ đi cùng {other}.", $"{option} goes with {other} alone.");

    public string Rank => Either("Hạng", "Rank");
    public string Points => Either("Điểm", "Points");
    public string SectorColumn => Either("Lĩnh vực", "Sector");
    public string NoSector => Either("Không rõ", "Unknown");
    public string GroupColumn => Either("Nhóm ưu tiên", "Priority group");
    public string DepthColumn => Either("Cấp", "Depth");
    public string PeopleHere => Either("Người tại đơn vị", "People in it");
    public string PeopleBelow => Either("Kể cả bên dưới", "With those below");

    public string AboutFile => Either("Về tệp này", "About this file");
    public string ListName => Either("Danh sách", "List");
    public string Moment => Either("Thời điểm", "Moment");
    public string AsOf => Either("Tình trạng ngày", "As of");
    public string KnownUntil => Either("Theo dữ liệu cập nhật đến", "As known at");
    public string LedgerPosition => Either("Vị trí sổ cái", "Ledger position");
    public string TreeOfUnits => Either("Cây đơn vị", "Tree of units");
    public string SameTree => Either("của ngày ấy", "of that day");
    public string FilterBy => Either("Điều kiện", "Filter");
    public string NoFilter => Either("không có", "none");
    public string RowsOf => Either("Số dòng", "Rows");
    public string Note => Either("Ghi chú", "Note");
    public string LongTexts => Either("Phần dài", "Long texts");
    public string CellColumn => Either("Ô", "Cell");

    public string GoesOn(int row) => Either($"tiếp ở trang Phần dài, dòng {row}", $"goes on in Long texts, row {row}");

    public string BelowOption => Either("Cả các đơn vị bên dưới", "Units below it too");
    public string YearOption => Either("Năm được giao", "The year granted for");

    public string QuotaTypeOption(string choices) =>
        Either($"Loại biên chế, mã hoặc tên tiếng Việt: {choices}", $"Type of quota: {choices}");

    public string QuotaUnitWords => Either("Đơn vị: ID, mã hoặc tên", "The unit: id, code or name");
    public string CountOption => Either("Số được giao", "How many are granted");
    public string DeltaOption => Either("Tăng (số dương) hoặc giảm (số âm)", "So many more, or fewer if negative");
    public string FromOption =>
        Either("Từ ngày, trong năm ấy; không có là 01/01", "From this day of the year; without it, 1 January");
    public string OnOption => Either("Từ ngày nào trong năm", "From which day of the year");
    public string PaperOption => Either("Căn cứ: ID hoặc số văn bản", "Basis: id or number of a paper");
    public string ReasonOption => Either("Lý do", "Why");

    public string PassHint(string rule) =>
        Either($"Nếu đúng như vậy: --pass {rule}=\"lý do vẫn ghi\".", $"If it is right: --pass {rule}=\"why\".");

    public string PassValue => Either("W07=\"lý do\"", "W07=\"why\"");
    public string PassOption =>
        Either(
            "Vẫn ghi dù có cảnh báo ấy, và vì sao; mỗi quy tắc một lần",
            "Record it in spite of that warning, and why; once for each rule"
        );

    public string ValidateOnlyOption => Either("Chỉ xem trước, không ghi", "Only preview, record nothing");

    public string CategoryOption(string choices) =>
        Either(
            $"Theo loại, dùng được nhiều lần, mã hoặc tên tiếng Việt: {choices}",
            $"Of this category, may be repeated: {choices}"
        );

    public string LevelOption =>
        Either(
            "Có ít nhất trình độ này: education:bachelor, \"thạc sĩ\", \"lý luận chính trị:trung cấp\"",
            "Holding at least this level: education:bachelor, political-theory:intermediate, master"
        );

    public string StatusOption(string choices) =>
        Either(
            $"Tình trạng: {choices}; không có là đang công tác",
            $"How they stand: {choices}; without it, in service"
        );

    public string AllPeopleOption =>
        Either(
            "Không bỏ sót ai: mọi trang, và cả người không còn công tác nếu không nêu --status",
            "Leave nobody out: every page, and people not in service too unless --status says which"
        );
    public string AboutDuplicates =>
        Either("Các cặp hồ sơ có thể là của một người", "Pairs of records that may be of one person");
    public string DuplicateFoundOption =>
        Either(
            "Các cặp đã kết luận như thế; không có là các cặp chưa xem",
            "Pairs found to be so; without it, those not looked at"
        );

    public string Pairs(int shown, int all) =>
        all == 0
            ? Either("Không có cặp nào.", "No pairs.")
            : Either($"{N(all)} cặp", $"{N(all)} {(all == 1 ? "pair" : "pairs")}") + Part(shown, all) + ".";

    public string AboutCodeLists =>
        Either("Danh mục: mục có trong danh mục, chữ đã gõ chưa khớp", "Code lists: entries, texts that match none");
    public string AboutCodeListEntries => Either("Các mục của một danh mục", "The entries of a list");
    public string AboutUnmatched =>
        Either("Chữ đã gõ không khớp mục nào của danh mục", "Texts that match no entry of the list");
    public string WhichListOption =>
        Either($"Danh mục nào: {Codes.CodeLists.Choices}", $"Which: {Codes.CodeLists.Choices}");
    public string ListedName => Either("Tên", "Name");
    public string Spellings => Either("Cách viết khác", "Other spellings");
    public string Typed => Either("Đã gõ", "As typed");
    public string OnRecords => Either("Số hồ sơ, văn bản", "Records");

    public string Listed(int shown, int all) =>
        all == 0
            ? Either("Không có gì.", "Nothing.")
            : Either($"{N(all)} dòng", $"{N(all)} {(all == 1 ? "line" : "lines")}") + Part(shown, all) + ".";

    public string AllPagesOption => Either("Mọi trang", "Every page");
    public string PageSizeOption => Either("Số dòng một trang; không có là 50", "Rows per page; without it, 50");
    public string DepthOption => Either("Xuống sâu mấy cấp dưới gốc", "How many levels below the root");
    public string TreeOnOption =>
        Either(
            "Vẽ trên cây của ngày này; người vẫn là của ngày đang hỏi",
            "Draw the tree of this day; the people stay those of the day asked about"
        );
    public string PeopleTreeOption =>
        Either(
            "Xếp người đang công tác theo cây đơn vị của ngày này; --unit là đơn vị của cây ấy",
            "Place those in service on the tree of this day; --unit is a unit of that tree"
        );
    public string UnplacedUnitOption =>
        Either(
            "Chỉ người của đơn vị này, hoặc đề nghị về đây: ID, mã hoặc tên",
            "Only people of this unit, or proposed for it: id, code or name"
        );
    public string PreviewOption => Either("Chỉ xem sẽ ghi gì, không ghi", "Only show what would be recorded");
    public string ReasonValue => Either("LÝ DO", "REASON");
    public string ReorganisationName =>
        Either(
            "Tên đợt sắp xếp, như 2025-07-01; bỏ trống thì liệt kê",
            "Name of the re-organisation, e.g. 2025-07-01; none means list them"
        );
    public string CheckOption => Either("Chỉ đối chiếu", "Only compare");

    public string CompareOption(string side) =>
        Either(
            $"Thời điểm {side}; A còn lấy từ --valid-on, --known-at; phần thiếu là bây giờ",
            $"Moment {side}; A also takes --valid-on, --known-at; what is left out is now"
        );

    public string PeopleWords =>
        Either(
            "Chữ trong tên, có dấu hay không, theo thứ tự nào cũng được; hoặc số hiệu; bỏ trống là mọi người",
            "Words of a name in any order, tones or none; or a file number; none means everybody"
        );
    public string UnitWords =>
        Either(
            "Chữ trong tên, tên gọi khác hoặc mã; bỏ trống là cả cây",
            "Words of a name, alias or code; none means the whole tree"
        );
    public string PaperWords =>
        Either("Chữ trong số hiệu, trích yếu, nơi ban hành, người ký", "Words of number, title, issuer or signer");
    public string WhoIs => Either("ID, số hiệu hồ sơ, hoặc đúng họ tên", "Id, file number or exact name");
    public string WhichIs => Either("ID hoặc số văn bản", "Id or number");
    public string SearchWords => Either("CHỮ…", "WORDS…");
    public string Who => Either("AI…", "WHO…");
    public string Which => Either("SỐ…", "NUMBER…");
    public string Day => Either("NGÀY", "DAY");
    public string KnownValue => Either("LÚC", "WHEN");
    public string NameValue => Either("TÊN", "NAME");
    public string TokenValue => Either("THẺ", "TOKEN");
    public string CodeValue => Either("MÃ", "CODE");
    public string TitleValue => Either("CHỨC DANH", "TITLE");
    public string CodePrompt => Either("Mã một lần: ", "One-time code: ");
    public string PasswordPrompt => Either("Mật khẩu (ít nhất 15 ký tự): ", "Password (at least 15 characters): ");
    public string UnitValue => Either("ĐƠN VỊ", "UNIT");
    public string FileValue => Either("TỆP", "FILE");
    public string NumberValue => Either("SỐ", "NUMBER");
    public string CategoryValue => Either("LOẠI", "CATEGORY");
    public string LevelValue => Either("TRÌNH ĐỘ", "LEVEL");
    public string StatusValue => Either("TÌNH TRẠNG", "STATUS");
    public string Commands => Either("Lệnh:", "Commands:");
    public string Words => Either("Tham số:", "Arguments:");
    public string Options => Either("Tuỳ chọn:", "Options:");
    public string GlobalOptions => Either("Tuỳ chọn chung:", "Options of every command:");
    public string ACommand => Either("LỆNH", "COMMAND");
    public string SomeOptions => Either("[tuỳ chọn]", "[options]");

    // What cannot be answered, and what would help.
    public string CommandMissing(string called, IEnumerable<string> commands) =>
        Either(
            $"Sau \"{called}\" cần một lệnh: {string.Join(", ", commands)}. Xem {called} --help.",
            $"\"{called}\" needs a command: {string.Join(", ", commands)}. See {called} --help."
        );

    public string SeeHelp(string called) => Either($"Xem {called} --help.", $"See {called} --help.");

    public string NotUnderstood(string word) => Either($"Không hiểu \"{word}\".", $"\"{word}\" is not understood.");

    public string ValueMissing(string option) => Either($"{option} cần một giá trị.", $"{option} needs one value.");

    public string ValueUnreadable(string option, string value) =>
        Either($"{option}: không đọc được \"{value}\".", $"{option}: \"{value}\" cannot be read.");

    public string OneOf(params string[] options) =>
        Either(
            $"Hãy dùng đúng một trong: {string.Join(", ", options)}.",
            $"Use exactly one of {string.Join(", ", options)}."
        );

    public string NotWritten(string path, string why) =>
        Either($"Không ghi được {path}: {why}", $"{path} cannot be written: {why}");

    public string ArgumentMissing(string name) =>
        Either($"Thiếu {name.TrimEnd('…')}.", $"{name.TrimEnd('…')} is missing.");

    public string NotADay(string option, string value) =>
        Either(
            $"{option}: \"{value}\" không phải một ngày; hãy viết như 2024-08-01 hoặc 01/8/2024.",
            $"{option}: \"{value}\" is not a day; write it like 2024-08-01."
        );

    public string NotKnown(string option, string value) =>
        Either(
            $"{option}: không đọc được \"{value}\"; hãy viết một ngày (2024-08-15), một lúc (2024-08-15T10:30+07:00) hoặc vị trí sổ ('#29418').",
            $"{option}: \"{value}\" cannot be read; write a day (2024-08-15), an instant (2024-08-15T10:30+07:00) or a ledger position ('#29418')."
        );

    public string NotInList(string option, string value, IEnumerable<string> choices) =>
        Either(
            $"{option}: không có \"{value}\"; hãy chọn: {string.Join(", ", choices)}.",
            $"{option}: there is no \"{value}\"; choose one of {string.Join(", ", choices)}."
        );

    public string NotALevel(string option, string value, IEnumerable<string> choices) =>
        Either(
            $"{option}: \"{value}\" không chỉ một trình độ duy nhất; hãy chọn: {string.Join(", ", choices)}.",
            $"{option}: \"{value}\" is not exactly one level; choose one of {string.Join(", ", choices)}."
        );

    public string NotAServer(string value) =>
        Either(
            $"--server: \"{value}\" không phải địa chỉ như http://localhost:5081.",
            $"--server: \"{value}\" is not an address like http://localhost:5081."
        );

    public string NotAnAccount(string value) =>
        Either(
            $"--as: \"{value}\" không phải tên người dùng; tên chỉ gồm chữ không dấu và số, như noivu.",
            $"--as: \"{value}\" is not an account name; names are plain letters and digits, like noivu."
        );

    public string ClientRefused(string client) =>
        Either(
            $"Máy chủ không cấp thẻ cho ứng dụng \"{client}\"; hãy kiểm tra mã và bí mật của ứng dụng.",
            $"The server gives no token to the client \"{client}\"; check its id and secret."
        );

    public string IssuerNotReachable(string issuer) =>
        Either(
            $"Không lấy được thẻ ở {issuer}; hãy nêu địa chỉ web của máy chủ bằng --issuer.",
            $"No token can be had at {issuer}; give the server's web address with --issuer."
        );

    public string FirstAdministratorOpened(string name) =>
        Either($"Đã mở tài khoản quản trị {name}.", $"The administrator {name} is open.");

    public string ThenSignIn =>
        Either(
            "Hãy đăng nhập trên web; lần đầu sẽ phải thêm yếu tố thứ hai.",
            "Sign in on the web; the first time asks for a second factor."
        );
    public string CompareNeeds =>
        Either(
            "Hãy nói thời điểm A: --a-valid-on hoặc --a-known-at (hay --valid-on, --known-at); B không nêu là bây giờ.",
            "Say moment A: --a-valid-on or --a-known-at (or --valid-on, --known-at); B left out is now."
        );

    public string Ambiguous(string words, int count) =>
        Either(
            $"\"{words}\" ứng với {count} hồ sơ khác nhau; hãy nêu ID hoặc số hiệu trong danh sách.",
            $"\"{words}\" means {count} different records; give the id or number from this list."
        );

    public string NoSuchName(string words, int near) =>
        Either(
            $"Không có \"{words}\" ở thời điểm này{(near > 0 ? "; gần giống:" : ".")}",
            $"There is no \"{words}\" at this moment{(near > 0 ? "; near to it:" : ".")}"
        );

    public string AndMore(int count) => Either($"… và {count} nữa; hãy thêm chữ.", $"… and {count} more; add words.");

    public string NotReachable(string server) =>
        Either(
            $"Không kết nối được máy chủ ở {server}. Hãy khởi động máy chủ (hientai-server; trong mã nguồn: dotnet run --project server/HienTai.Server), hoặc nêu địa chỉ gRPC khác bằng --server.",
            $"No server can be reached at {server}. Start the server (hientai-server; in a checkout: dotnet run --project server/HienTai.Server), or give another gRPC address with --server."
        );

    public string NotThatRegistry(string server) =>
        Either(
            $"Máy chủ ở {server} không có dịch vụ này; hãy kiểm tra địa chỉ gRPC và phiên bản máy chủ.",
            $"The server at {server} does not have this service; check the gRPC address and the server's version."
        );

    public string Unforeseen(string status, string detail) =>
        Either(
            $"Máy chủ không trả lời được ({status}: {detail}); hãy thử lại, nếu vẫn vậy hãy báo quản trị.",
            $"The server could not answer ({status}: {detail}); try again, and if it persists tell the administrator."
        );

    public string Related(IEnumerable<string> ids) =>
        Either($"Liên quan: {string.Join(", ", ids)}", $"Related: {string.Join(", ", ids)}");

    public string CheckBroken =>
        Either(
            "Việc dựng lại dừng giữa chừng, chưa có kết luận; hãy chạy lại.",
            "It stopped half-way without a verdict; run it again."
        );

    // Headings.
    public string FullName => Either("Họ và tên", "Name");
    public string OtherNames => Either("Tên khác", "Other names");
    public string Names => Either("Đã mang tên", "Names borne");
    public string Born => Either("Ngày sinh", "Born");
    public string Age => Either("Tuổi", "Age");

    public string AgeOf(int years, string countedFrom) =>
        countedFrom.Length > 0
            ? Either($"{years}, tính từ {countedFrom}", $"{years}, counted from {countedFrom}")
            : $"{years}";

    public string Sex => Either("Giới tính", "Sex");
    public string Ethnicity => Either("Dân tộc", "Ethnic group");
    public string PersonalNumber => Either("Số định danh", "Personal no.");
    public string EarlierNumbers => Either("Số định danh trước đây", "Earlier personal nos.");
    public string IdentityDocuments => Either("Giấy tờ tuỳ thân", "Identity documents");

    public string ByDiploma => Either("theo số văn bằng", "by the number of a diploma");

    public string Formerly(string name) => Either($"trước: {name}", $"formerly: {name}");

    public string FileNumber => Either("Số hiệu", "File no.");
    public string Status => Either("Tình trạng", "Status");
    public string Phone => Either("Điện thoại", "Phone");
    public string Email => Either("Thư điện tử", "E-mail");
    public string Address => Either("Địa chỉ", "Address");
    public string Unit => Either("Đơn vị", "Unit");
    public string Post => Either("Chức vụ", "Post");
    public string Category => Either("Loại", "Category");
    public string Education => Either("Chuyên môn", "Education");
    public string PoliticalTheory => Either("Lý luận chính trị", "Political theory");
    public string Assignments => Either("Bố trí công tác", "Assignment");
    public string Qualifications => Either("Trình độ", "Qualification");
    public string Trainings => Either("Đào tạo, bồi dưỡng", "Training");
    public string Studying => Either("đang học", "studying");

    public string Expected(string day) =>
        Either($"đang học, dự kiến đến {Date(day)}", $"studying, expected until {Date(day)}");

    public string Overdue(string day) =>
        Either($"đang học, quá hạn dự kiến {Date(day)}", $"studying, overdue since {Date(day)}");

    public string Placements => Either("Bố trí đúng chuyên ngành", "Placement by field");
    public string Level => Either("Bậc", "Level");
    public string Field => Either("Ngành, thứ tiếng", "Field");
    public string Period => Either("Thời gian", "Period");
    public string Grade => Either("Mức xác thực", "Evidence");
    public string Proposed => Either("Đề nghị về", "Proposed for");
    public string Why => Either("Vì sao", "Why");
    public string FromUnit => Either("Từ", "From");
    public string IntoUnit => Either("Vào", "Into");
    public string HowMuch => Either("Phần", "Part");
    public string Clause => Either("Khoản", "Clause");
    public string Basis => Either("Căn cứ", "Basis");
    public string QuotaType => Either("Loại", "Type");
    public string Year => Either("Năm", "Year");
    public string Present => Either("Hiện có", "Present");
    public string Granted => Either("Được giao", "Granted");
    public string Vacant => Either("Trống", "Vacant");
    public string Over => Either("Vượt", "Over");
    public string Used => Either("%", "%");
    public string Arrivals => Either("+ Vào", "+ In");
    public string Departures => Either("− Ra", "− Out");
    public string Total => Either("Cộng", "Total");
    public string ByType => Either("Theo loại", "By type");
    public string ByUnit => Either("Theo đơn vị", "By unit");
    public string Code => Either("Mã", "Code");
    public string Kind => Either("Loại", "Kind");
    public string Number => Either("Số", "Number");
    public string SignedOn => Either("Ngày ký", "Signed on");
    public string EffectiveOn => Either("Hiệu lực từ", "In force from");
    public string Subject => Either("Trích yếu", "Subject");
    public string Issuer => Either("Nơi ban hành", "Issuer");
    public string Signer => Either("Người ký", "Signer");
    public string Excerpt => Either("Trích", "Excerpt");
    public string Scans => Either("Bản quét", "Scans");
    public string PeopleOnIt => Either("Người", "People");
    public string Whose => Either("Của ai", "Whose");
    public string WhatHappened => Either("Đã ghi", "Recorded");
    public string FactNow => Either("Điều đang tin", "Fact believed");

    // Sentences of answers.
    public string People(int shown, int all, bool capped) =>
        all == 0
            ? Either("Không có ai.", "Nobody.")
            : Either($"{Counted(all, capped)} người", $"{Counted(all, capped)} {(all == 1 ? "person" : "people")}")
                + Part(shown, all)
                + ".";

    public string Papers(int shown, int all) =>
        all == 0
            ? Either("Không có văn bản nào.", "No papers.")
            : Either($"{N(all)} văn bản", $"{N(all)} paper{(all == 1 ? "" : "s")}") + Part(shown, all) + ".";

    public string UnitsFound(int units, int people) =>
        units == 0
            ? Either("Không có đơn vị nào.", "No units.")
            : Either(
                $"{N(units)} đơn vị, {N(people)} người.",
                $"{N(units)} unit{(units == 1 ? "" : "s")}, {N(people)} {(people == 1 ? "person" : "people")}."
            );

    public string StaffingOf(string unit, int year, string day) =>
        Either(
            $"Biên chế năm {year}, {unit}, hiện có đếm ngày {Date(day)}",
            $"Staffing of {year}, {unit}, present counted on {Date(day)}"
        );

    public string AboutStandards =>
        Either(
            "Chuẩn trình độ: ai chưa đạt, theo luật và theo kế hoạch",
            "Standards: who is below, by law and by the plan"
        );
    public string AboutContributions =>
        Either(
            "Đóng góp tri thức: sáng kiến, nghiên cứu, tư vấn, phản biện…",
            "Contributions: initiatives, research, consultation, critique…"
        );
    public string AboutContributionList =>
        Either("Tìm đóng góp; mới có chuyển biến đứng trước", "Find contributions; those that moved last come first");
    public string AboutContribution =>
        Either("Một đóng góp: tác giả, kết quả, hội đồng", "One contribution: authors, what became of it, its council");
    public string AboutSimilar =>
        Either(
            "Sáng kiến, giải pháp đã có mà giống một đóng góp hay những lời này; giống nhất đứng trước",
            "Initiatives and solutions on record much like a contribution or these words; the most alike first"
        );
    public string WordsOrId => Either("LỜI|ID", "WORDS|ID");
    public string SimilarTo =>
        Either(
            "Mã định danh của đóng góp, hoặc tên và giải pháp của sáng kiến đang viết",
            "Id of a contribution, or title and solution of an initiative that is being written"
        );
    public string Alike => Either("Giống", "Alike");
    public string NothingSimilar =>
        Either(
            "Không có sáng kiến nào giống từ một phần ba từ ngữ.",
            "No initiative has a third of its words in common."
        );
    public string AboutContributionFigures =>
        Either(
            "Đếm đóng góp theo loại, bước, cấp công nhận, kết quả và năm",
            "Count contributions by kind, stage, level, answer and year"
        );
    public string AboutContributionRecord => Either("Ghi một đóng góp", "Record a contribution");
    public string ContributionTitleWords => Either("Tên của đóng góp", "Its title");

    public string KindOfContributionOption(string choices) => Either($"Loại: {choices}", $"Kind: {choices}");

    public string MadeInOption => Either("Đơn vị nơi làm ra", "The unit it was made in");
    public string MadeOnOption => Either("Làm từ ngày, tháng hay năm nào", "The day, month or year it was made");
    public string AuthorValue => Either("NGƯỜI=TỶ LỆ", "PERSON=SHARE");
    public string AuthorOption =>
        Either(
            "Tác giả và tỷ lệ phần trăm, như BC-00161=60; có thể nhắc lại, cộng đủ 100",
            "An author and their share in per cent, e.g. BC-00161=60; repeat it, they make 100"
        );
    public string SubjectOption =>
        Either("Về văn bản, đề án, vấn đề nào", "What document, scheme or matter it is about");
    public string RequestedByOption => Either("Nơi đề nghị", "Who asked for it");
    public string CountedBy => Either("Đếm theo", "Counted by");
    public string HowMany => Either("Số", "Count");
    public string Answered => Either("Kết quả", "Answer");
    public string ContributionWords =>
        Either(
            "Chữ trong tên, lĩnh vực, giải pháp, nơi đề nghị",
            "Words of title, field, solution or who asked for it"
        );
    public string ContributionId =>
        Either("Mã định danh của đóng góp, như list cho biết", "Id of the contribution, as list tells it");
    public string ContributionUnitOption =>
        Either("Chỉ của đơn vị này và dưới nó", "Only of this unit and those below it");

    public string ContributionKindOption(string choices) =>
        Either($"Chỉ loại này; có thể nhắc lại: {choices}", $"Only of this kind; may be repeated: {choices}");

    public string StageOption(string choices) =>
        Either($"Chỉ ở bước này; có thể nhắc lại: {choices}", $"Only at this stage; may be repeated: {choices}");

    public string KindValue => Either("LOẠI", "KIND");
    public string StageValue => Either("BƯỚC", "STAGE");

    public string Contributions(int shown, int all) =>
        (
            all == 0
                ? Either("Không có đóng góp nào", "No contributions")
                : Either($"{N(all)} đóng góp", $"{N(all)} contribution{(all == 1 ? "" : "s")}")
        )
        + Part(shown, all)
        + ".";

    public string ContributionTitle => Either("Tên", "Title");
    public string KnowledgeField => Either("Lĩnh vực", "Field");
    public string Authors => Either("Tác giả", "Authors");
    public string MadeOn => Either("Ngày", "Made on");
    public string StandsAt => Either("Đang ở", "Stands at");
    public string OutOfReach => Either("(ngoài phạm vi)", "(out of reach)");
    public string Before => Either("Trước đó", "Before");
    public string Solution => Either("Giải pháp", "Solution");
    public string Benefit => Either("Lợi ích", "Benefit");

    public string RecognisedAt(string level) =>
        Either($"Công nhận cấp {level}", $"Recognised at the level of the {level}");

    public string NotAnswered => Either("chưa chấm", "not answered yet");
    public string AboutAwards =>
        Either(
            "Giải thưởng, danh hiệu: kỳ xét, đề nghị, ai đủ tiêu chuẩn",
            "Awards and titles: cycles, nominations, who meets the criteria"
        );
    public string AboutAwardCycles => Either("Các kỳ xét; hạn gần nhất đứng trước", "Cycles; the next deadline first");
    public string AboutNominations => Either("Các đề nghị, trong tầm được xem", "Nominations, of those you see");
    public string AboutEligible => Either("Ai đủ tiêu chuẩn của một kỳ xét", "Who meets the criteria of a cycle");
    public string AboutNomination =>
        Either("Một đề nghị: các bước, tiêu chuẩn và dữ kiện", "One nomination: its steps, criteria and facts");
    public string MadeYearOption =>
        Either(
            "Chỉ đóng góp làm trong năm này; số từng năm vẫn kể đủ",
            "Only what was made in this year; how many each year has is told of all years"
        );
    public string AwardYearOption => Either("Chỉ năm này", "Only of this year");
    public string CycleOption => Either("Chỉ của kỳ xét này", "Only of this cycle");
    public string CycleId =>
        Either("Mã định danh của kỳ xét, như cycles cho biết", "Id of the cycle, as cycles tells it");
    public string NominationId =>
        Either("Mã định danh của đề nghị, như list cho biết", "Id of the nomination, as list tells it");
    public string NominatingUnitOption =>
        Either("Chỉ do đơn vị này và đơn vị dưới nó đề nghị", "Only by this unit and those below it");
    public string ServingUnitOption =>
        Either("Chỉ người công tác ở đơn vị này và dưới nó", "Only who serves in this unit or below it");

    public string NominationStepOption(string choices) =>
        Either($"Chỉ ở bước này; có thể nhắc lại: {choices}", $"Only at this step; may be repeated: {choices}");

    public string VerdictOption(string choices) =>
        Either($"Ai đứng thế nào, mặc định là đủ: {choices}", $"Who stands how, met by default: {choices}");

    public string AwardName => Either("Giải thưởng, danh hiệu", "Award");
    public string ScreenedBy => Either("Đơn vị xét đến", "Screened by");
    public string SubmittedBy => Either("Nộp đến", "Submitted by");
    public string NominatedColumn => Either("Đề nghị", "Nominated");
    public string AwardedColumn => Either("Được tặng", "Awarded");
    public string NomineeColumn => Either("Ai", "Who");
    public string CriteriaColumn => Either("Tiêu chuẩn", "Criteria");
    public string MissingColumn => Either("Còn thiếu", "Missing");

    public string CyclesFound(int all) =>
        all == 0
            ? Either("Không có kỳ xét nào.", "No cycles.")
            : Either($"{N(all)} kỳ xét.", $"{N(all)} cycle{(all == 1 ? "" : "s")}.");

    public string NominationsFound(int shown, int all) =>
        (
            all == 0
                ? Either("Không có đề nghị nào", "No nominations")
                : Either($"{N(all)} đề nghị", $"{N(all)} nomination{(all == 1 ? "" : "s")}")
        )
        + Part(shown, all)
        + ".";

    public string AboutChanges =>
        Either(
            "Ai thành chưa đạt hoặc hết chưa đạt giữa hai thời điểm, do lần ghi nào",
            "Who came below standard or left it between two moments, and by which entry"
        );
    public string AllChangesOption =>
        Either(
            "Mọi kết quả khác đi, không chỉ qua vạch chưa đạt",
            "Every other result, not only those that cross the line"
        );
    public string NotCounted => Either("không tính", "not counted");
    public string Entry => Either("Lần ghi", "Entry");
    public string PaperColumn => Either("Văn bản", "Paper");

    public string ChangesOf(int a, int b, int came, int gone) =>
        Either(
            $"Chưa đạt theo luật: {a} ở A, {b} ở B; {came} thành chưa đạt, {gone} không còn",
            $"Below by law: {a} at A, {b} at B; {came} came below, {gone} are below no longer"
        );

    public string AboutIndicators =>
        Either(
            "Chỉ tiêu đến 2030: đã tới đâu, cần thêm bao nhiêu",
            "Indicators to 2030: where they stand and what is needed"
        );
    public string BelowPeopleOption =>
        Either(
            "Thêm danh sách người chưa đạt chuẩn luật, kèm lý do",
            "Also the people below the law's standard, with the reason"
        );
    public string MonthsOption =>
        Either("Số tháng lịch sử, tối đa 120; không có là 24", "Months of history, at most 120; without it, 24");
    public string Group => Either("Nhóm", "Group");
    public string BelowLaw => Either("Chưa đạt chuẩn luật", "Below the law");
    public string OfThemExempt => Either("Trong đó miễn nâng chuẩn", "Of them exempt");
    public string NotEnoughData => Either("Chưa đủ dữ liệu", "Not enough data");
    public string BelowPlan => Either("Chưa đạt mục tiêu kế hoạch", "Below the plan");
    public string ByGroup => Either("Theo nhóm", "By group");
    public string WhoIsBelow => Either("Người chưa đạt", "People below");
    public string Name => Either("Họ tên", "Name");
    public string Standard => Either("Chuẩn", "Standard");
    public string Deadline => Either("Hạn", "Deadline");
    public string PartialFigures =>
        Either("Số liệu chỉ tính phần bạn được xem.", "The figures are of the part you may see.");
    public string Indicator => Either("Chỉ tiêu", "Indicator");
    public string Counting => Either("Đạt", "Counting");
    public string OfPeople => Either("Trên tổng", "Of");
    public string Share => Either("Tỉ lệ", "Share");
    public string NotJudged => Either("Chưa đánh giá", "Not judged");
    public string Target => Either("Đích", "Target");
    public string Due => Either("Hạn đích", "Due");
    public string NeededPerYear => Either("Cần thêm mỗi năm", "Needed per year");
    public string GainedInYear => Either("12 tháng qua", "Last 12 months");
    public string ByMonth => Either("Theo tháng", "By month");
    public string DayColumn => Either("Ngày", "Day");
    public string TreeOfOption => Either("Vẽ thêm trên cây đơn vị của ngày này", "Also on the tree of this day");

    public string OnTreeOf(string day, int placed, int unplaced) =>
        Either(
            $"Theo cây ngày {Date(day)}: {N(placed)} người có chỗ, {N(unplaced)} chưa có",
            $"On the tree of {Date(day)}: {N(placed)} placed, {N(unplaced)} not"
        );

    public string TreeUnit => Either("Trong cây ấy", "In that tree");

    public string PeopleOnTree(string day, int unplaced) =>
        unplaced == 0
            ? Either(
                $"Theo cây ngày {Date(day)}; ai cũng có chỗ.",
                $"On the tree of {Date(day)}; everybody has a place."
            )
            : Either(
                $"Theo cây ngày {Date(day)}; {N(unplaced)} người không xếp được:",
                $"On the tree of {Date(day)}; {N(unplaced)} cannot be placed:"
            );

    public string WithoutPlace => Either("Chưa có chỗ", "Not placed");

    public string StandardsOf(string day) =>
        Either($"Chuẩn trình độ chuyên môn, ngày {Date(day)}", $"Standards of education on {Date(day)}");

    public string IndicatorsOf(string day) =>
        Either($"Chỉ tiêu đến năm 2030, ngày {Date(day)}", $"Indicators to 2030 on {Date(day)}");

    public string NothingGranted(int year) =>
        Either(
            $"Chưa ghi quyết định giao nào cho năm {year}; ghi bằng: hientai quotas grant.",
            $"Nothing is recorded as granted for {year}; record it with: hientai quotas grant."
        );

    public string Quotas(int count) =>
        count == 0
            ? Either("Chưa ghi số được giao nào.", "Nothing is recorded as granted.")
            : Either($"{N(count)} số được giao.", $"{N(count)} quota{(count == 1 ? "" : "s")}.");

    public string Receipt(Receipt r)
    {
        if (r.RecordedTime is not null)
            return Either($"Đã ghi, vị trí sổ #{r.Position}.", $"Recorded at ledger position #{r.Position}.");
        return r.Consequences.Count > 0
            ? Either("Xem trước, chưa ghi.", "A preview; nothing is recorded.")
            : Either("Không có gì để ghi: sổ đã như vậy.", "Nothing to record: it stands so already.");
    }

    public string Written(string path) => Either($"Đã ghi {path}.", $"Wrote {path}.");

    public string Percent(int perMille) => $"{N(perMille / 10)}{(english ? "." : ",")}{perMille % 10} %";

    public string PeopleIn(int here, int below) =>
        here == below
            ? Either($"{N(below)} người", $"{N(below)} {(below == 1 ? "person" : "people")}")
            : Either(
                $"{N(below)} người (tại đây {N(here)})",
                $"{N(below)} {(below == 1 ? "person" : "people")} ({N(here)} here)"
            );

    public string TreeOf(string day) => Either($"Cây ngày {Date(day)}.", $"The tree of {Date(day)}.");

    public string NotInTree(int people) =>
        Either(
            $"{N(people)} người không có chỗ trong cây này; ai và vì sao: units unplaced.",
            $"{N(people)} {(people == 1 ? "person has" : "people have")} no place in this tree; who and why: units unplaced."
        );

    public string PlacedOf(HienTai.Organization.V1.Placing p) =>
        Either(
            $"{p.UnitName}, không còn từ {Date(p.Ended)}: đã xếp {N(p.People - p.Unplaced)} trên {N(p.People)} người.",
            $"{p.UnitName}, no more as of {Date(p.Ended)}: {N(p.People - p.Unplaced)} of {N(p.People)} placed."
        );

    public string ReorganisationLine(HienTai.Organization.V1.Reorganisation r) =>
        Either(
            $"{r.Name}  {r.Title.Vi}. Từ {Date(r.On)}, theo {r.PaperNumber} ngày {Date(r.SignedOn)}. {(r.Applied ? "Đã ghi." : "Chưa ghi.")} {r.Verified.Vi}",
            $"{r.Name}  {r.Title.En}. From {Date(r.On)}, by {r.PaperNumber} of {Date(r.SignedOn)}. {(r.Applied ? "On record." : "Not on record.")} {r.Verified.En}"
        );

    public string FoundedAndDissolved(int founded, int outside, int dissolved) =>
        Either(
            $"Lập {N(founded)} đơn vị, nêu tên {N(outside)} đơn vị ngoài sổ, {N(dissolved)} đơn vị không còn.",
            $"{N(founded)} units founded, {N(outside)} outside the registry named, {N(dissolved)} are no more."
        );

    public string MovedUnder(int units, string parent, string why) =>
        Either($"{N(units)} đơn vị về {parent}: {why}", $"{N(units)} unit{(units == 1 ? "" : "s")} to {parent}: {why}");

    public string GoAlong(int people, string from, string into) =>
        Either(
            $"{N(people)} người của {from} theo về {into}.",
            $"{N(people)} {(people == 1 ? "person" : "people")} of {from} go along to {into}."
        );

    public string LeftUnplaced(int people, string from, string why) =>
        Either(
            $"{N(people)} người của {from} chờ xếp chỗ: {why}.",
            $"{N(people)} {(people == 1 ? "person" : "people")} of {from} wait to be placed: {why}."
        );

    public string InAll(int events, int along, int unplaced) =>
        Either(
            $"{N(events)} sự kiện, một lượt ghi: {N(along)} người đi theo đơn vị, {N(unplaced)} người chờ xếp chỗ.",
            $"{N(events)} events in one change set: {N(along)} people go along, {N(unplaced)} wait to be placed."
        );

    public string NothingRecorded => Either("Xem trước: chưa ghi gì.", "Preview: nothing was recorded.");

    public string RecordedUpTo(long position) =>
        Either($"Đã ghi, sổ đến vị trí #{position}.", $"Recorded, the ledger reaches #{position}.");

    public string Resting(int facts, int people) =>
        facts == 0
            ? Either("Chưa có gì dựa vào văn bản này.", "Nothing rests on this paper.")
            : Either(
                $"{N(facts)} điều đã ghi dựa vào văn bản này, của {N(people)} người.",
                $"{N(facts)} recorded on this paper, of {N(people)} {(people == 1 ? "person" : "people")}."
            );

    public string Entries(int count, Timestamp? last) =>
        Either($"{N(count)} lần ghi, gần nhất {Instant(last)}.", $"{N(count)} recorded, last at {Instant(last)}.");

    public string EntriesShown(int count) =>
        Either($"{N(count)} lần ghi", $"{N(count)} entr{(count == 1 ? "y" : "ies")}");

    public string Differences(int count, int equal) =>
        Either($"{N(count)} điều khác, {N(equal)} điều như nhau", $"{N(count)} differ, {N(equal)} the same");

    public string Nothing => Either("(chưa có)", "(nothing)");
    public string OnlyTheDay => Either("chỉ vì ngày khác nhau", "only because the day differs");

    public string Late(int days) =>
        Either($"[ghi muộn {N(days)} ngày]", $"[recorded {N(days)} day{(days == 1 ? "" : "s")} late]");

    public string Overtaken => Either("(đã được thay)", "(since replaced)");

    public string AlsoChanged(int count) =>
        Either(
            $" · cùng lúc với {N(count)} hồ sơ khác",
            $" · together with {N(count)} other record{(count == 1 ? "" : "s")}"
        );

    public string Recorded(EntryKind kind, string title, string actor, Timestamp? at) =>
        Either(
            $"{Codes.EntryKinds.Name(kind, this)}: {title} ghi lúc {Instant(at)}",
            $"{Codes.EntryKinds.Name(kind, this)}: recorded by {title} ({actor}) at {Instant(at)}"
        );

    public string Because(string reason) => Either($" · vì: {reason}", $" · because: {reason}");

    public string By(PaperRef paper) =>
        Either(
            $" · theo {paper.Number}{Signed(paper)}{(paper.Withdrawn ? " (đã thu hồi)" : "")}",
            $" · by {paper.Number}{Signed(paper)}{(paper.Withdrawn ? " (withdrawn)" : "")}"
        );

    public string StandsOn(Source? source)
    {
        if (source is null)
            return "";
        return source.Paper is { } paper
            ? By(paper)[3..]
            : Either(
                $"{source.ActorTitle}, {Instant(source.RecordedTime)}",
                $"{source.ActorTitle}, {Instant(source.RecordedTime)}"
            );
    }

    public string WithdrawnFor(string cause) => Either($"thu hồi: {cause}", $"withdrawn: {cause}");

    public string RepealedFrom(string day) => Either($"Bãi bỏ từ {Date(day)}", $"Repealed from {Date(day)}");

    public string WithdrawnOn(string day) => Either($"Đã thu hồi {Date(day)}", $"Withdrawn {Date(day)}");

    public string Span(Period? period) =>
        period is null
            ? ""
            : string.Concat(
                period.From.Length > 0 ? Either($", từ {Date(period.From)}", $", from {Date(period.From)}") : "",
                period.To.Length > 0 ? Either($" đến trước {Date(period.To)}", $" until before {Date(period.To)}") : ""
            );

    public string Reading => Either("Đang đọc", "Reading");
    public string Replaying => Either("Đang dựng lại từ sự kiện", "Replaying events");
    public string Comparing => Either("Đã dựng lại, đang đối chiếu", "Replayed, comparing");

    public string Rebuilt(long events, long snapshots, long facts) =>
        Either(
            $"Đã dựng lại từ {N(events)} sự kiện: {N(snapshots)} hồ sơ, {N(facts)} dòng sự thật.",
            $"Rebuilt from {N(events)} events: {N(snapshots)} records, {N(facts)} fact rows."
        );

    public string Identical =>
        Either("Giống hệt từng byte với bảng đang dùng.", "Identical byte for byte with the live tables.");
    public string NotIdentical =>
        Either(
            "KHÔNG giống bảng đang dùng; những chỗ khác đầu tiên:",
            "NOT identical with the live tables; the first differences:"
        );

    public string Whole => Either("Lịch sử đầy đủ và đúng thứ tự.", "History is whole and in order.");
    public string NotWhole => Either("Lịch sử KHÔNG đầy đủ hoặc sai thứ tự:", "History is NOT whole or not in order:");

    public string Rotated(int master, long keys) =>
        Either(
            $"Khoá chủ nay là số {master}; đã bọc lại {N(keys)} khoá.",
            $"The master key is now number {master}; {N(keys)} key{(keys == 1 ? "" : "s")} wrapped anew."
        );

    public string BackUpKeys =>
        Either(
            "Hãy sao lưu thư mục khoá ngay: bản sao cũ không mở được nữa.",
            "Back up the folder of keys now: the old copy opens nothing any more."
        );

    public string WholeLedger(long position) =>
        Either(
            $"Đối chiếu toàn bộ sổ cái, đến vị trí #{position}.",
            $"Compared the whole ledger, up to position #{position}."
        );

    /// <summary>The moment an answer is for, written so that it can be asked again.</summary>
    public string AnsweredFor(Moment at)
    {
        var recorded = at.KnownAt is { } known
            ? Either($" (ghi {Instant(known)})", $" (recorded {Instant(known)})")
            : "";
        var today = DateTimeOffset.UtcNow.ToOffset(Vietnam).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var past = at.Position < at.Head || string.CompareOrdinal(at.ValidOn, today) < 0;
        return Either(
                $"{(past ? "Đang xem quá khứ: ngày" : "Ngày")} {Date(at.ValidOn)}, theo hiểu biết đến vị trí sổ #{at.Position}{recorded}",
                $"{(past ? "Looking at the past: on" : "On")} {Date(at.ValidOn)}, as known up to ledger position #{at.Position}{recorded}"
            )
            + (
                at.Position < at.Head
                    ? Either($"; nay sổ đến #{at.Head}.", $"; the ledger now reaches #{at.Head}.")
                    : "."
            );
    }

    /// <summary>
    /// As in administrative documents: 01/8/2024, 9/2023, 2017. Two digits for days under ten and for the months 1 and
    /// 2. ISO in English.
    /// </summary>
    public string Date(string iso) =>
        english
            ? iso
            : iso.Split('-') switch
            {
                [var y, var m, var d] => $"{d}/{Month(m)}/{y}",
                [var y, var m] => $"{Month(m)}/{y}",
                _ => iso,
            };

    /// <summary>An instant, as the clock stood in Vietnam.</summary>
    public string Instant(Timestamp? at)
    {
        if (at is null)
            return "";
        var there = at.ToDateTimeOffset().ToOffset(Vietnam);
        var day = Date(there.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return Either($"{there:HH:mm} {day}", $"{day} {there:HH:mm}");
    }

    string Part(int shown, int all) =>
        shown >= all
            ? ""
            : Either($", đang hiện {N(shown)}; xem hết: --all", $", showing {N(shown)}; for all of them: --all");

    string Signed(PaperRef paper) =>
        paper.SignedOn.Length > 0 ? Either($" ngày {Date(paper.SignedOn)}", $" of {Date(paper.SignedOn)}") : "";

    string Counted(int all, bool capped) => capped ? $"> {N(all)}" : N(all);

    public string N(long number) =>
        number.ToString("N0", CultureInfo.InvariantCulture).Replace(',', english ? ',' : '.');

    static string Month(string month) => month is "01" or "02" ? month : month.TrimStart('0');
}
