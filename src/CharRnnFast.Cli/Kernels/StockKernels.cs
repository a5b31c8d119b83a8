using CharRnnFast.Kernels;

namespace CharRnnFast.Cli.Kernels;

// The stock ladder: every hidden width with every vocabulary width. A model runs on the smallest kernel that holds it.

[RnnKernel(16, 32)] internal readonly partial struct Rnn16x32;
[RnnKernel(16, 72)] internal readonly partial struct Rnn16x72;
[RnnKernel(16, 80)] internal readonly partial struct Rnn16x80;
[RnnKernel(16, 104)] internal readonly partial struct Rnn16x104;
[RnnKernel(16, 128)] internal readonly partial struct Rnn16x128;
[RnnKernel(16, 192)] internal readonly partial struct Rnn16x192;
[RnnKernel(16, 256)] internal readonly partial struct Rnn16x256;

[RnnKernel(32, 32)] internal readonly partial struct Rnn32x32;
[RnnKernel(32, 72)] internal readonly partial struct Rnn32x72;
[RnnKernel(32, 80)] internal readonly partial struct Rnn32x80;
[RnnKernel(32, 104)] internal readonly partial struct Rnn32x104;
[RnnKernel(32, 128)] internal readonly partial struct Rnn32x128;
[RnnKernel(32, 192)] internal readonly partial struct Rnn32x192;
[RnnKernel(32, 256)] internal readonly partial struct Rnn32x256;

[RnnKernel(64, 32)] internal readonly partial struct Rnn64x32;
[RnnKernel(64, 72)] internal readonly partial struct Rnn64x72;
[RnnKernel(64, 80)] internal readonly partial struct Rnn64x80;
[RnnKernel(64, 104)] internal readonly partial struct Rnn64x104;
[RnnKernel(64, 128)] internal readonly partial struct Rnn64x128;
[RnnKernel(64, 192)] internal readonly partial struct Rnn64x192;
[RnnKernel(64, 256)] internal readonly partial struct Rnn64x256;

[RnnKernel(104, 32)] internal readonly partial struct Rnn104x32;
[RnnKernel(104, 72)] internal readonly partial struct Rnn104x72;
[RnnKernel(104, 80)] internal readonly partial struct Rnn104x80;
[RnnKernel(104, 104)] internal readonly partial struct Rnn104x104;
[RnnKernel(104, 128)] internal readonly partial struct Rnn104x128;
[RnnKernel(104, 192)] internal readonly partial struct Rnn104x192;
[RnnKernel(104, 256)] internal readonly partial struct Rnn104x256;

[RnnKernel(128, 32)] internal readonly partial struct Rnn128x32;
[RnnKernel(128, 72)] internal readonly partial struct Rnn128x72;
[RnnKernel(128, 80)] internal readonly partial struct Rnn128x80;
[RnnKernel(128, 104)] internal readonly partial struct Rnn128x104;
[RnnKernel(128, 128)] internal readonly partial struct Rnn128x128;
[RnnKernel(128, 192)] internal readonly partial struct Rnn128x192;
[RnnKernel(128, 256)] internal readonly partial struct Rnn128x256;

[RnnKernel(192, 32)] internal readonly partial struct Rnn192x32;
[RnnKernel(192, 72)] internal readonly partial struct Rnn192x72;
[RnnKernel(192, 80)] internal readonly partial struct Rnn192x80;
[RnnKernel(192, 104)] internal readonly partial struct Rnn192x104;
[RnnKernel(192, 128)] internal readonly partial struct Rnn192x128;
[RnnKernel(192, 192)] internal readonly partial struct Rnn192x192;
[RnnKernel(192, 256)] internal readonly partial struct Rnn192x256;

[RnnKernel(256, 32)] internal readonly partial struct Rnn256x32;
[RnnKernel(256, 72)] internal readonly partial struct Rnn256x72;
[RnnKernel(256, 80)] internal readonly partial struct Rnn256x80;
[RnnKernel(256, 104)] internal readonly partial struct Rnn256x104;
[RnnKernel(256, 128)] internal readonly partial struct Rnn256x128;
[RnnKernel(256, 192)] internal readonly partial struct Rnn256x192;
[RnnKernel(256, 256)] internal readonly partial struct Rnn256x256;

[RnnKernel(384, 32)] internal readonly partial struct Rnn384x32;
[RnnKernel(384, 72)] internal readonly partial struct Rnn384x72;
[RnnKernel(384, 80)] internal readonly partial struct Rnn384x80;
[RnnKernel(384, 104)] internal readonly partial struct Rnn384x104;
[RnnKernel(384, 128)] internal readonly partial struct Rnn384x128;
[RnnKernel(384, 192)] internal readonly partial struct Rnn384x192;
[RnnKernel(384, 256)] internal readonly partial struct Rnn384x256;

[RnnKernel(512, 32)] internal readonly partial struct Rnn512x32;
[RnnKernel(512, 72)] internal readonly partial struct Rnn512x72;
[RnnKernel(512, 80)] internal readonly partial struct Rnn512x80;
[RnnKernel(512, 104)] internal readonly partial struct Rnn512x104;
[RnnKernel(512, 128)] internal readonly partial struct Rnn512x128;
[RnnKernel(512, 192)] internal readonly partial struct Rnn512x192;
[RnnKernel(512, 256)] internal readonly partial struct Rnn512x256;

[RnnKernel(768, 32)] internal readonly partial struct Rnn768x32;
[RnnKernel(768, 72)] internal readonly partial struct Rnn768x72;
[RnnKernel(768, 80)] internal readonly partial struct Rnn768x80;
[RnnKernel(768, 104)] internal readonly partial struct Rnn768x104;
[RnnKernel(768, 128)] internal readonly partial struct Rnn768x128;
[RnnKernel(768, 192)] internal readonly partial struct Rnn768x192;
[RnnKernel(768, 256)] internal readonly partial struct Rnn768x256;

[RnnKernel(1024, 32)] internal readonly partial struct Rnn1024x32;
[RnnKernel(1024, 72)] internal readonly partial struct Rnn1024x72;
[RnnKernel(1024, 80)] internal readonly partial struct Rnn1024x80;
[RnnKernel(1024, 104)] internal readonly partial struct Rnn1024x104;
[RnnKernel(1024, 128)] internal readonly partial struct Rnn1024x128;
[RnnKernel(1024, 192)] internal readonly partial struct Rnn1024x192;
[RnnKernel(1024, 256)] internal readonly partial struct Rnn1024x256;
