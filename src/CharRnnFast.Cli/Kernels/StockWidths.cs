using CharRnnFast.Kernels;

// The stock widths: every hidden width stands with every vocabulary width, whichever attribute names them; a model takes the smallest of
// each that holds it.
[assembly: RnnKernel(hidden: 16, vocab: 32)]
[assembly: RnnKernel(hidden: 32, vocab: 72)]
[assembly: RnnKernel(hidden: 64, vocab: 80)]
[assembly: RnnKernel(hidden: 104, vocab: 104)]
[assembly: RnnKernel(hidden: 128, vocab: 128)]
[assembly: RnnKernel(hidden: 192, vocab: 192)]
[assembly: RnnKernel(hidden: 256, vocab: 256)]
[assembly: RnnKernel(hidden: 384, vocab: 256)]
[assembly: RnnKernel(hidden: 512, vocab: 256)]
[assembly: RnnKernel(hidden: 768, vocab: 256)]
[assembly: RnnKernel(hidden: 1024, vocab: 256)]
