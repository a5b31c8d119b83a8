using System.Globalization;
using CharRnnFast.Checking;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Model;
using CharRnnFast.Steps;

namespace CharRnnFast.Cli.Reports;

/// <summary>What <c>gradcheck</c> found.</summary>
internal static class GradcheckReport
{
    private const string Title = "parameter";

    public static void Write(Kernel kernel, ModelShape shape, IReadOnlyList<ParameterGradientError> errors, StandardOutput output)
    {
        output.WriteLine($"kernel {kernel.Name} on {kernel.InstructionSet}, float32 against float64 central differences");
        output.WriteLine($"{NetworkWords.Network(shape)}{NetworkWords.Dropout(shape)}");
        int width = Math.Max(Title.Length, errors.Max(error => error.Parameter.Name.Length));
        output.WriteLine($"{Title.PadRight(width)}  elements  median error  largest error");
        foreach (ParameterGradientError error in errors)
        {
            string verdict = error.Passed ? "ok" : "WRONG";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{error.Parameter.Name.PadRight(width)}  {error.Elements,8}  {error.Median,12:E2}  {error.Maximum,13:E2}  {verdict}"));
        }

        string allowed = "allowed".PadRight(width);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{allowed}  {"",8}  {ParameterGradientError.MedianLimit,12:E2}  {ParameterGradientError.MaximumLimit,13:E2}"));
    }
}
