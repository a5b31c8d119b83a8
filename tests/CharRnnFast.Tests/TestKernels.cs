using CharRnnFast.Kernels;

// The widths of the test project; a model runs on the smallest that hold it.

// Half a register of 16 lanes: the smallest sizes there are.
[assembly: RnnKernel(1, 2)]

// One whole register, and one and a half.
[assembly: RnnKernel(16, 17)]

// Two and a half; more symbols than hidden units, one more than whole registers.
[assembly: RnnKernel(33, 129)]

// Whole registers, and the seed's vocabulary.
[assembly: RnnKernel(64, 65)]

// The seed's hidden size, and larger vocabularies.
[assembly: RnnKernel(100, 80)]
[assembly: RnnKernel(112, 128)]

// A size between the stock widths.
[assembly: RnnKernel(137, 24)]

// More sums than the registers hold.
[assembly: RnnKernel(600, 24)]
