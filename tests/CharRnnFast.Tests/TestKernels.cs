using CharRnnFast.Kernels;

namespace CharRnnFast.Tests;

/// <summary>Both widths a whole number of no register.</summary>
[RnnKernel(37, 17)]
public readonly partial struct Rnn37x17;

/// <summary>The sizes of the seed's program on its usual text.</summary>
[RnnKernel(100, 65)]
public readonly partial struct Rnn100x65;
