using System.Text;
using HienTai.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await Cli.Run(args, Console.Out, Console.Error, Console.IsInputRedirected ? Console.In : null);
