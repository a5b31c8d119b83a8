using CharRnnFast.Kernels;

// The stock widths, each named once: 16, 32, 64, 72, 80, 104, 128, 192, 256, 384, 512, 768 and 1024 columns. Rows of H and of V elements take the
// smallest that holds them, whichever attribute names it.
[assembly: RnnKernel(hidden: 16, vocab: 32)]
[assembly: RnnKernel(hidden: 64, vocab: 72)]
[assembly: RnnKernel(hidden: 104, vocab: 80)]
[assembly: RnnKernel(hidden: 192, vocab: 128)]
[assembly: RnnKernel(hidden: 384, vocab: 256)]
[assembly: RnnKernel(hidden: 768, vocab: 512)]
[assembly: RnnKernel(hidden: 1024, vocab: 1024)]
