namespace HienTai.Domain.Personnel;

/// <summary>What identifies somebody besides the personal number.</summary>
public static class IdentityDocuments
{
    /// <summary>The digits of the card (CMND) of before 2021.</summary>
    public const int OldCardLength = 9;
}
