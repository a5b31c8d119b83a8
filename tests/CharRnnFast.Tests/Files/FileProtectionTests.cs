using CharRnnFast.Files;
using Xunit;

namespace CharRnnFast.Tests.Files;

public sealed class FileProtectionTests
{
    [Theory]
    [InlineData("640", true, true, "640")]
    [InlineData("4755", true, true, "4755")]
    [InlineData("4755", false, true, "755")]
    [InlineData("2755", false, true, "2755")]
    [InlineData("6755", true, false, "755")]
    [InlineData("640", true, false, "600")]
    [InlineData("664", true, false, "644")]
    [InlineData("604", true, false, "600")]
    [InlineData("660", false, false, "600")]
    public void NobodyGainsARightByAReplacement(string mode, bool keepsOwner, bool keepsGroup, string expected) =>
        Assert.Equal(Convert.ToUInt32(expected, 8), FileProtection.ModeFor(Convert.ToUInt32(mode, 8), keepsOwner, keepsGroup));
}
