using CharRnnFast.MachineCode.Tests.Listings;

namespace CharRnnFast.MachineCode.Tests;

/// <summary>What is read out of listings of objdump and of the JIT.</summary>
public sealed class ListingTests
{
    private const string Chain = """
        0000000000001000 <__managedcode+0x10>:
            1000:	vmovups YMMWORD PTR [rbp-0x30],ymm3
            1009:	vbroadcastss ymm7,DWORD PTR [rsi]
            100d:	vfmadd231ps ymm0,ymm7,YMMWORD PTR [rdi]
            1012:	{evex} vfmadd231ps ymm16,ymm7,YMMWORD PTR [rdi+0x20]
            1018:	mov    rax,QWORD PTR [rbp-0x8]
            101c:	dec    rcx
            101f:	jne    1009 <__managedcode+0x19>
            1021:	vmovups ymm3,YMMWORD PTR [rsp+0x20]        # 2bc638 <__data+0x8>
            1027:	ret
        """;

    private const string Nested = """
            2000:	xor    eax,eax
            2002:	vaddps ymm0,ymm0,YMMWORD PTR [rsp]
            2007:	vfnmadd231ps zmm0,zmm7,ZMMWORD PTR [rdi]
            200d:	cmp    eax,0x68
            2010:	jl     2018 <f+0x18>
            2012:	xor    eax,eax
            2014:	jmp    2007 <f+0x7>
            2018:	dec    edx
            201a:	jne    2007 <f+0x7>
            201c:	call   3000 <g>
            2021:	jmp    2002 <f+0x2>
            2023:	jmp    3000 <g>
        """;

    private const string Jit = """
        ; Assembly listing for method Generated.Avx2Width104:Tile5x24(ptr,nint) (FullOpts)
        G_M000_IG01:                ;; offset=0x0000
               push     rbp
               align    [0 bytes for IG02]

        G_M000_IG02:                ;; offset=0x0020
               vfmadd231ps ymm0, ymm7, ymmword ptr [rdi]
               vmovups  ymmword ptr [rbp-0x30], ymm0
               vmovss   xmm1, dword ptr [rsp+0x08]
               mov      rax, qword ptr [rbp-0x08]
               dec      rsi
               jne      SHORT G_M000_IG02

        G_M000_IG03:                ;; offset=0x00A6
               vzeroupper
               ret
        """;

    [Fact]
    public void ALoopEndsWithItsBranch()
    {
        Loop loop = Assert.Single(Read(Chain));
        Assert.Equal("vbroadcastss", loop.Instructions[0].Mnemonic);
        Assert.Equal("jne", loop.Instructions[^1].Mnemonic);
        Assert.Equal(6, loop.Instructions.Count);
        Assert.Equal(2, loop.MultiplyAdds);
        Assert.True(loop.IsOfVectors);
    }

    [Fact]
    public void ScalarsOnTheStackAndVectorsOutsideOfTheLoopAreNoSpills() => Assert.Empty(Assert.Single(Read(Chain)).Spills);

    [Fact]
    public void ASpillIsFoundInALoop() =>
        Assert.Equal(["vfmadd231ps ymm0,ymm7,YMMWORD PTR [rbp-0x30]"], Shown(Read(Chain.Replace("PTR [rdi]", "PTR [rbp-0x30]"))));

    [Fact]
    public void ASpillIsFoundInTheJitsListing()
    {
        IReadOnlyList<Loop> loops = Read(Jit);
        Assert.Equal(["vmovups ymmword ptr [rbp-0x30], ymm0", "vmovss xmm1, dword ptr [rsp+0x08]"], Shown(loops));
        Assert.Equal([1], loops.Select(loop => loop.MultiplyAdds));
    }

    [Fact]
    public void OfNestedLoopsOnlyTheInnerOneCountsUpToItsLastBranch()
    {
        Loop loop = Assert.Single(Read(Nested));
        Assert.Equal("vfnmadd231ps", loop.Instructions[0].Mnemonic);
        Assert.Equal("dec", loop.Instructions[^2].Mnemonic);
        Assert.Equal(1, loop.MultiplyAdds);
        Assert.Empty(loop.Spills);
    }

    [Fact]
    public void ASpillIsFoundInALoopAroundAnother() =>
        Assert.Equal(["vaddps ymm0,ymm0,YMMWORD PTR [rsp]"], Shown(new MethodListing(Nested.Split('\n')).Loops()));

    [Fact]
    public void ALoopThatCallsIsNotOfVectors() =>
        Assert.False(Assert.Single(Read(Chain.Replace("dec    rcx", "call   3000 <g>"))).IsOfVectors);

    [Fact]
    public void WithoutABackwardBranchThereIsNoLoop() => Assert.Empty(Read(Chain.Replace("jne    1009", "jne    1027")));

    [Theory]
    [InlineData("    1000:\t(bad)")]
    [InlineData("    1000:\t.byte 0xc5")]
    public void AnUnknownInstructionIsAnError(string line) => Assert.Throws<FormatException>(() => Read(line));

    private static IReadOnlyList<Loop> Read(string listing) => new MethodListing(listing.Split('\n')).InnerLoops();

    private static IEnumerable<string> Shown(IEnumerable<Loop> loops) =>
        loops.SelectMany(loop => loop.Spills).Select(spill => spill.ToString());
}
