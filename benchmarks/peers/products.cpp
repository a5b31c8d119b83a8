// The products of one training step in LIBXSMM and in OpenBLAS, one thread: what well-kept libraries reach on these shapes.
//
//     g++ -O3 -march=native -fno-math-errno -fno-trapping-math products.cpp -o products -lxsmm -lopenblas
//
// Each library runs the operations of a step in the step's order, over and over; the medians of each operation's time are printed as one
// JSON object, in microseconds. Matrices lie as favours the library, rows padded or not (PAD), and what it wants transposed is there
// transposed, free of charge. A recurrence is its 25 matrix-vector products alone, without bias, input and tanh. A weight update is the
// product and then a vectorised pass that clips and applies Adagrad, with exact square roots and divisions.
#include <cblas.h>
#include <libxsmm.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#ifndef PAD
#define PAD 4
#endif

extern "C" void openblas_set_num_threads(int);

namespace {

constexpr int H = 100, V = 65, T = 25;
constexpr int HS = H + PAD, VS = V + (PAD ? 15 : 0); // floats between rows of H and of V elements
constexpr int kPasses = 4000, kOperations = 6;
const char* const kNames[kOperations] = {"forward_recurrence", "logits", "hidden_gradient", "backward_recurrence", "recurrent_update", "output_update"};

// Row-major, as in the step: a row for each time step or unit. WhhT and WhyT are transposed copies.
struct Step {
    alignas(4096) float Whh[H][HS], WhhT[H][HS], Why[V][HS], WhyT[H][VS];
    alignas(4096) float mWhh[H][HS], mWhy[V][HS], dWhh[H][HS], dWhy[V][HS];
    alignas(4096) float h[T + 1][HS], da[T + 1][HS], dh[T][HS], y[T][VS];
};

Step step;

template <int Rows, int Columns, int Stride>
void fill(float (&matrix)[Rows][Stride], float scale) {
    static unsigned state = 1;
    for (auto& row : matrix)
        for (int c = 0; c < Columns; c++) {
            state = state * 1664525u + 1013904223u;
            row[c] = scale * (static_cast<float>(state >> 8) / 8388608.0f - 1);
        }
}

// Only the columns that count: padding is not worked on. The loop vectorises with vsqrtps and vdivps.
template <int Rows>
__attribute__((noinline)) void adagrad(float (&w)[Rows][HS], float (&m)[Rows][HS], const float (&d)[Rows][HS]) {
    for (int r = 0; r < Rows; r++) {
        float *__restrict wr = w[r], *__restrict mr = m[r];
        const float* __restrict dr = d[r];
#pragma GCC ivdep
        for (int c = 0; c < H; c++) {
            float g = dr[c] < -5.0f ? -5.0f : dr[c];
            g = g > 5.0f ? 5.0f : g;
            mr[c] += g * g;
            wr[c] -= 0.1f * g / __builtin_sqrtf(mr[c] + 1e-8f);
        }
    }
}

// Column-major libraries see a row-major matrix transposed: C' = B' A'.
struct Libxsmm {
    static constexpr const char* kName = "libxsmm";
    using Kernel = libxsmm_smmfunction;
    Kernel logits, hidden, recurrent_forward, recurrent_backward, recurrent_gradient, output_gradient;

    static Kernel dispatch(int m, int n, int k, int lda, int ldb, int ldc, int flags) {
        const float alpha = 1, beta = 0;
        const Kernel kernel = libxsmm_smmdispatch(m, n, k, &lda, &ldb, &ldc, &alpha, &beta, &flags, nullptr);
        if (!kernel) {
            std::fprintf(stderr, "products: LIBXSMM has no kernel for %d x %d x %d\n", m, n, k);
            std::exit(1);
        }
        return kernel;
    }

    Libxsmm()
        : logits(dispatch(V, T, H, VS, HS, VS, LIBXSMM_GEMM_FLAG_NONE)),
          hidden(dispatch(H, T, V, HS, VS, HS, LIBXSMM_GEMM_FLAG_NONE)),
          recurrent_forward(dispatch(H, 1, H, HS, HS, HS, LIBXSMM_GEMM_FLAG_NONE)),
          recurrent_backward(dispatch(H, 1, H, HS, HS, HS, LIBXSMM_GEMM_FLAG_NONE)),
          recurrent_gradient(dispatch(H, H, T, HS, HS, HS, LIBXSMM_GEMM_FLAG_NONE)),
          output_gradient(dispatch(H, V, T, HS, T, HS, LIBXSMM_GEMM_FLAG_NONE)) {}

    // Its kernels take no transposed factor: these lie transposed, [unit][t], and copying them there is not timed.
    alignas(64) float da_transposed[H][HS], y_transposed[V][T];
    void prepare() {
        for (int t = 0; t < T; t++) {
            for (int i = 0; i < H; i++) da_transposed[i][t] = step.da[t][i];
            for (int v = 0; v < V; v++) y_transposed[v][t] = step.y[t][v];
        }
    }

    void forward() { for (int t = 0; t < T; t++) recurrent_forward(step.WhhT[0], step.h[t], step.h[t + 1]); }
    void compute_logits() { logits(step.WhyT[0], step.h[1], step.y[0]); }
    void hidden_gradient() { hidden(step.Why[0], step.y[0], step.dh[0]); }
    void backward() { for (int t = T - 1; t >= 0; t--) recurrent_backward(step.Whh[0], step.da[t + 1], step.da[t]); }
    void dWhh() { recurrent_gradient(step.h[0], da_transposed[0], step.dWhh[0]); }
    void dWhy() { output_gradient(step.h[1], y_transposed[0], step.dWhy[0]); }
};

struct OpenBlas {
    static constexpr const char* kName = "openblas";
    void prepare() {}
    void forward() { for (int t = 0; t < T; t++) cblas_sgemv(CblasColMajor, CblasNoTrans, H, H, 1, step.WhhT[0], HS, step.h[t], 1, 0, step.h[t + 1], 1); }
    void compute_logits() { cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, T, V, H, 1, step.h[1], HS, step.Why[0], HS, 0, step.y[0], VS); }
    void hidden_gradient() { cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, T, H, V, 1, step.y[0], VS, step.Why[0], HS, 0, step.dh[0], HS); }
    void backward() { for (int t = T - 1; t >= 0; t--) cblas_sgemv(CblasColMajor, CblasNoTrans, H, H, 1, step.Whh[0], HS, step.da[t + 1], 1, 0, step.da[t], 1); }
    void dWhh() { cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, H, H, T, 1, step.da[0], HS, step.h[0], HS, 0, step.dWhh[0], HS); }
    void dWhy() { cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, V, H, T, 1, step.y[0], VS, step.h[1], HS, 0, step.dWhy[0], HS); }
};

void check(const char* library, const char* what, float got, double expected) {
    if (std::fabs(got - expected) <= 1e-4 * (1 + std::fabs(expected))) return;
    std::fprintf(stderr, "products: %s of %s is %g, not %g\n", what, library, got, expected);
    std::exit(1);
}

// One element of every product against a plain loop in float64.
template <typename Library>
void verify(Library& library) {
    double sum = 0;
    library.compute_logits();
    for (int j = 0; j < H; j++) sum += static_cast<double>(step.Why[64][j]) * step.h[25][j];
    check(Library::kName, "logits", step.y[24][64], sum);
    library.hidden_gradient();
    sum = 0;
    for (int v = 0; v < V; v++) sum += static_cast<double>(step.Why[v][99]) * step.y[24][v];
    check(Library::kName, "hidden_gradient", step.dh[24][99], sum);
    library.forward();
    sum = 0;
    for (int j = 0; j < H; j++) sum += static_cast<double>(step.Whh[99][j]) * step.h[24][j];
    check(Library::kName, "forward_recurrence", step.h[25][99], sum);
    library.backward();
    sum = 0;
    for (int i = 0; i < H; i++) sum += static_cast<double>(step.Whh[i][99]) * step.da[1][i];
    check(Library::kName, "backward_recurrence", step.da[0][99], sum);
    library.prepare();
    library.dWhh();
    sum = 0;
    for (int t = 0; t < T; t++) sum += static_cast<double>(step.da[t][99]) * step.h[t][98];
    check(Library::kName, "dWhh", step.dWhh[99][98], sum);
    library.dWhy();
    sum = 0;
    for (int t = 0; t < T; t++) sum += static_cast<double>(step.y[t][64]) * step.h[t + 1][98];
    check(Library::kName, "dWhy", step.dWhy[64][98], sum);
}

template <typename Action>
double microseconds(Action action) {
    const auto begin = std::chrono::steady_clock::now();
    action();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count();
}

void reset() {
    fill<H, H>(step.Whh, 0.15f);
    fill<V, H>(step.Why, 0.15f);
    for (int i = 0; i < H; i++)
        for (int j = 0; j < H; j++) step.WhhT[j][i] = step.Whh[i][j];
    for (int v = 0; v < V; v++)
        for (int j = 0; j < H; j++) step.WhyT[j][v] = step.Why[v][j];
    fill<T + 1, H>(step.h, 1);
    fill<T + 1, H>(step.da, 1);
}

// Adagrad works on copies of the weights, so that the recurrences do not run away; their traffic is the same.
template <typename Library>
void measure() {
    static Library library;
    reset();
    std::memset(step.mWhh, 0, sizeof step.mWhh);
    std::memset(step.mWhy, 0, sizeof step.mWhy);
    verify(library);
    static float whh[H][HS], why[V][HS];
    std::vector<double> times[kOperations];
    for (int pass = 0; pass < kPasses; pass++) {
        for (int j = 0; j < H; j++) step.h[0][j] = step.da[T][j] = 0.5f - 0.01f * static_cast<float>(j); // no numbers below the normal ones
        times[0].push_back(microseconds([] { library.forward(); }));
        times[1].push_back(microseconds([] { library.compute_logits(); }));
        times[2].push_back(microseconds([] { library.hidden_gradient(); }));
        times[3].push_back(microseconds([] { library.backward(); }));
        library.prepare();
        times[4].push_back(microseconds([] { library.dWhh(); adagrad(whh, step.mWhh, step.dWhh); }));
        times[5].push_back(microseconds([] { library.dWhy(); adagrad(why, step.mWhy, step.dWhy); }));
    }
    std::printf("\"%s\": {", Library::kName);
    for (int operation = 0; operation < kOperations; operation++) {
        auto& sorted = times[operation];
        std::sort(sorted.begin(), sorted.end());
        std::printf("%s\"%s\": %.3f", operation ? ", " : "", kNames[operation], sorted[sorted.size() / 2]);
    }
    std::printf("}");
}

} // namespace

int main() {
    openblas_set_num_threads(1);
    std::printf("{");
    measure<Libxsmm>();
    std::printf(", ");
    measure<OpenBlas>();
    std::printf("}\n");
}
