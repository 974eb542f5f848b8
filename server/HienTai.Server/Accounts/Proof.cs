using HienTai.Domain.Kernel;

namespace HienTai.Server.Accounts;

/// <summary>That the owner of a session has shown lately, with password and second factor, who is there.</summary>
static class Proof
{
    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    public static DateTimeOffset Ends(SignedIn session) => session.Proved + Lasts;

    /// <summary>A token or a name in a header is no proof that a person is there, so neither does.</summary>
    public static void Require(HttpContext context, DateTimeOffset now)
    {
        if (SignedIn.Of(context) is not { Complete: true } session)
            throw new Rejected(
                "REAUTHENTICATE",
                "Việc này cần một người đăng nhập bằng yếu tố thứ hai; hãy làm trên trang Quản trị trong trình duyệt.",
                "This needs a person signed in with a second factor; do it in a browser, on the administration page."
            );
        Recent(session, now);
    }

    public static SignedIn Recent(SignedIn session, DateTimeOffset now) =>
        now < Ends(session)
            ? session
            : throw new Rejected(
                "REAUTHENTICATE",
                "Việc này cần xác nhận lại người đang dùng; hãy nhập lại mật khẩu và yếu tố thứ hai.",
                "This needs proof again of who is there; give password and second factor once more."
            );
}
