using CharRnnFast.Kernels;

namespace CharRnnFast.Benchmarks;

// The sizes that are timed: the seed's vocabulary and default hidden size, and hidden sizes that L1, L2 and L3 hold.

[RnnKernel(64, Sizes.Vocab)] public readonly partial struct Rnn64;
[RnnKernel(Sizes.Hidden, Sizes.Vocab)] public readonly partial struct Rnn100;
[RnnKernel(128, Sizes.Vocab)] public readonly partial struct Rnn128;
[RnnKernel(256, Sizes.Vocab)] public readonly partial struct Rnn256;
[RnnKernel(512, Sizes.Vocab)] public readonly partial struct Rnn512;
[RnnKernel(1024, Sizes.Vocab)] public readonly partial struct Rnn1024;
