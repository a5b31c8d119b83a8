using CharRnnFast.Kernels;

namespace CharRnnFast.Benchmarks;

/// <summary>The size that is timed: the seed's defaults on its usual text.</summary>
[RnnKernel(100, 65)]
public readonly partial struct Rnn100x65;
