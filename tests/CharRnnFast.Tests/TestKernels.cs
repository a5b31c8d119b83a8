using CharRnnFast.Kernels;

// The kernels of the test project; a size without a kernel of its own runs on the smallest that holds it.
namespace CharRnnFast.Tests;

/// <summary>The smallest sizes there are.</summary>
[RnnKernel(1, 2)]
internal readonly partial struct Rnn1x2;

/// <summary>One whole register, and one column more.</summary>
[RnnKernel(16, 17)]
internal readonly partial struct Rnn16x17;

/// <summary>One and a half registers.</summary>
[RnnKernel(24, 40)]
internal readonly partial struct Rnn24x40;

/// <summary>More symbols than hidden units.</summary>
[RnnKernel(33, 129)]
internal readonly partial struct Rnn33x129;

/// <summary>Both widths a whole number of no register.</summary>
[RnnKernel(37, 17)]
internal readonly partial struct Rnn37x17;

/// <summary>A whole number of registers, which fill an even number of lines.</summary>
[RnnKernel(64, 65)]
internal readonly partial struct Rnn64x65;

/// <summary>The sizes of the seed's program on its usual text.</summary>
[RnnKernel(100, 65)]
internal readonly partial struct Rnn100x65;

/// <summary>The widest with split rows.</summary>
[RnnKernel(112, 24)]
internal readonly partial struct Rnn112x24;

/// <summary>The largest of the golden shapes.</summary>
[RnnKernel(128, 97)]
internal readonly partial struct Rnn128x97;

/// <summary>Several blocks of columns in the tiles of products.</summary>
[RnnKernel(137, 80)]
internal readonly partial struct Rnn137x80;

/// <summary>Several blocks of columns in the matrix-vector product too, on every instruction set.</summary>
[RnnKernel(600, 24)]
internal readonly partial struct Rnn600x24;
