using CharRnnFast.Kernels;
using CharRnnFast.Numerics;

namespace CharRnnFast.Steps;

/// <summary>The table of one instruction set: its registers, beside its widths.</summary>
/// <param name="instructionSet">The instruction set of all widths.</param>
/// <param name="routines">One for each width.</param>
/// <param name="hiddenWidths">Widths of hidden layers, ascending.</param>
/// <param name="vocabWidths">Widths of vocabularies, ascending.</param>
public sealed class KernelTable<TLanes, TVector>(
    InstructionSet instructionSet, WidthRoutines[] routines, int[] hiddenWidths, int[] vocabWidths)
    : KernelTable(instructionSet, routines, hiddenWidths, vocabWidths)
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    private protected override Kernel Create(WidthRoutines hidden, WidthRoutines vocab) => new Kernel<TLanes, TVector>(this, hidden, vocab);
}
