using CharRnnFast.Kernels;

// The widths of the test project; a model runs on the smallest that hold it.

// The smallest sizes there are.
[assembly: RnnKernel(1, 2)]

// One whole register, and one column more.
[assembly: RnnKernel(16, 17)]

// One and a half registers.
[assembly: RnnKernel(24, 40)]

// More symbols than hidden units.
[assembly: RnnKernel(33, 129)]

// Whole registers, and the seed's vocabulary.
[assembly: RnnKernel(64, 65)]

// The seed's hidden size, and half a register more.
[assembly: RnnKernel(100, 65)]
[assembly: RnnKernel(112, 24)]

// Whole registers, and one symbol more than whole registers.
[assembly: RnnKernel(128, 97)]

// The golden files' largest vocabulary.
[assembly: RnnKernel(128, 200)]

// Panels of 256 symbols, and one of 44 more.
[assembly: RnnKernel(128, 300)]

// Sizes between the stock widths.
[assembly: RnnKernel(137, 80)]

// More sums than the registers hold.
[assembly: RnnKernel(600, 24)]
