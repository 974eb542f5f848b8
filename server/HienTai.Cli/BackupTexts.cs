namespace HienTai.Cli;

/// <summary>What the command line says of what is done on the server's machine.</summary>
sealed partial class Texts
{
    public string AboutBackup =>
        Either(
            "Sao lưu sổ đang chạy trên PostgreSQL đi kèm vào một thư mục mới, hoặc thử một bản sao lưu (--verify); chạy trên máy chủ",
            "Back up the registry running on the embedded PostgreSQL into a new folder, or try a backup (--verify); run on the server's machine"
        );
    public string AboutRestore =>
        Either(
            "Khôi phục một bản sao lưu vào thư mục dữ liệu trống (HIENTAI_DATA), tới một thời điểm bất kỳ mà kho lưu có",
            "Restore a backup into an empty data folder (HIENTAI_DATA), to any moment the archive reaches"
        );
    public string AboutPasswords =>
        Either(
            "Đặt mật khẩu mới cho các vai trò của PostgreSQL đi kèm khi mất postgres.secret; máy chủ phải đang dừng",
            "Give the roles of the embedded PostgreSQL new passwords when postgres.secret is lost; the server must be stopped"
        );
    public string AboutRecover =>
        Either(
            "Cấp mã đăng ký dùng một lần và bỏ các yếu tố thứ hai cũ, cho người không còn cách nào vào; chạy trên máy chủ",
            "Issue a one-time enrolment code and drop the old second factors, for who has no other way in; run on the server's machine"
        );
    public string AboutRepair =>
        Either(
            "Như rebuild, làm ngay trên máy chủ: khi máy chủ không khởi động được hoặc không cho ai vào vì dữ liệu hỏng",
            "The same as rebuild, done on the server's machine: where the server does not start, or lets nobody in, because of what is damaged"
        );
    public string RecoverWord => Either("Tên tài khoản", "Name of the account");
    public string BackupFolder =>
        Either(
            "Thư mục chứa các bản sao lưu (mặc định HIENTAI_ARCHIVE); với --verify là một bản sao lưu",
            "Folder in which backups lie (HIENTAI_ARCHIVE by default); with --verify, a backup"
        );
    public string BackupWord => Either("Thư mục của bản sao lưu", "Folder of the backup");
    public string VerifyOption =>
        Either(
            "Khôi phục bản sao lưu ra chỗ riêng, đối chiếu rồi xoá",
            "Restore the backup aside, check it and throw that away"
        );
    public string KeepOption =>
        Either(
            "Xoá các bản trong HIENTAI_ARCHIVE cũ hơn số ngày này (mặc định 7)",
            "Remove those in HIENTAI_ARCHIVE older than this many days (7 by default)"
        );
    public string ArchiveOption =>
        Either(
            "Kho lưu nối tiếp bản sao lưu (mặc định: bên cạnh nó, rồi HIENTAI_ARCHIVE)",
            "The archive that goes on from the backup (default: beside it, then HIENTAI_ARCHIVE)"
        );
    public string AsideOption =>
        Either(
            "Nơi khôi phục thử, cần chỗ bằng cả sổ (mặc định: thư mục tạm)",
            "Where to restore aside, with room for the whole registry (default: the temporary folder)"
        );
    public string RestoreToOption =>
        Either(
            "Dừng sau giao dịch cuối đã ghi tới lúc này hoặc vị trí này (#1234); không nêu là tới hết kho lưu",
            "Stop after the last transaction recorded by this instant or position (#1234); left out, the archive's end"
        );
    public string RestoreReasonOption =>
        Either("Vì sao khôi phục (bắt buộc, được ghi lại)", "Why it is restored (required, goes on record)");
    public string AboutRegistries =>
        Either(
            "Đếm mọi sổ của máy chủ này, hoặc tạo, đổi địa chỉ, đóng và nâng cấp chúng; chạy trên máy chủ",
            "Count the registries of this server, or make, move, close and upgrade them; run on the server's machine"
        );
    public string AboutMakeRegistry =>
        Either(
            "Tạo một sổ trong cơ sở dữ liệu riêng, với khoá và bí mật riêng; máy chủ đang chạy tự mở",
            "Make a registry in a database of its own, with keys and secrets of its own; running servers open it"
        );
    public string AboutMoveRegistry =>
        Either("Đổi địa chỉ mà một sổ trả lời", "Change the addresses a registry answers under");
    public string AboutCloseRegistry =>
        Either(
            "Thôi mở một sổ; cơ sở dữ liệu, khoá và bí mật của nó còn nguyên",
            "Open a registry no more; its database, keys and secrets stay"
        );
    public string AboutUpgradeRegistries =>
        Either(
            "Đưa bảng của mọi sổ lên đúng bản này, bằng quyền chủ sở hữu",
            "Give every registry the tables of this version, as the owner"
        );
    public string RegistryWord =>
        Either("Tên sổ: 2 đến 40 ký tự a-z, 0-9, gạch nối", "The registry's name: 2 to 40 of a-z, 0-9, hyphen");
    public string AddressOption =>
        Either(
            "Địa chỉ người dùng mở, như https://tannhut.hientai.vn; nhiều địa chỉ cách nhau bằng dấu phẩy, bỏ trống là chỉ gọi theo tên",
            "What people open, such as https://tannhut.hientai.vn; several separated by commas, none to be called by name alone"
        );
    public string RegistryOption =>
        Either(
            "Sổ nào của máy chủ; không có thì theo HIENTAI_REGISTRY, rồi theo địa chỉ",
            "Which of the server's registries; without it HIENTAI_REGISTRY, then the one the address leads to"
        );
    public string FolderValue => Either("THƯ_MỤC", "FOLDER");
    public string DaysValue => Either("NGÀY", "DAYS");

    public string NoServerProgram(string folder) =>
        Either(
            $"Không thấy chương trình máy chủ bên cạnh lệnh này hay trong {folder}: hãy dựng nó (dotnet build), hoặc chạy lệnh này trên máy chủ.",
            $"The server's program is neither beside this command nor in {folder}: build it (dotnet build), or run this on the server's machine."
        );
}
