using CharRnnFast.Benchmarks;
using CharRnnFast.Kernels;

// The sizes that are timed: the seed's vocabulary and default hidden size, and hidden sizes that L1, L2 and L3 hold.
[assembly: RnnKernel(64, Sizes.Vocab)]
[assembly: RnnKernel(Sizes.Hidden, Sizes.Vocab)]
[assembly: RnnKernel(128, Sizes.Vocab)]
[assembly: RnnKernel(256, Sizes.Vocab)]
[assembly: RnnKernel(512, Sizes.Vocab)]
[assembly: RnnKernel(1024, Sizes.Vocab)]
