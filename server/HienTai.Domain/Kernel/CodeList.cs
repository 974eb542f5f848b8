namespace HienTai.Domain.Kernel;

/// <summary>Lists of what is typed freely and means one thing however it is typed. They grow by decision.</summary>
public enum CodeList
{
    /// <summary>Who issues papers.</summary>
    Issuer = 1,

    /// <summary>Who awards diplomas.</summary>
    Institution,
    FieldOfStudy,

    /// <summary>Classes of degree (xếp loại).</summary>
    Classification,
    Post,

    /// <summary>Codes of professional titles and ranks.</summary>
    Title,
}
