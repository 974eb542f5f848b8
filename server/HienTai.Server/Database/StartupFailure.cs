namespace HienTai.Server.Database;

/// <summary>
/// The server cannot start for a reason that a person can act on. The person at the terminal is shown this one clear
/// sentence in both languages and no stack trace.
/// </summary>
public class StartupFailure(string vi, string en, Exception? inner = null) : Exception($"{vi}\n{en}", inner)
{
    public string Vi => vi;
    public string En => en;
}
