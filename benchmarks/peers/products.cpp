// Times the matrix products of a training step on LIBXSMM and on OpenBLAS, one thread, and prints one JSON object of microseconds.
//
//     g++ -O3 -march=native -o products products.cpp -lxsmm -lopenblas -lpthread       (Debian: libxsmm-dev libopenblas-dev)
//
// Each library stands there twice: with tight rows, as the shapes say and a program would call it, and with the best of all layouts: rows
// tight or padded. In both, weights as they are or transposed (both copies kept, free of charge), a product or the product of the
// transposes, whichever is faster for the operation. An argument --variants also tells, on stderr, the time of everything that was tried.

#include "products.hpp"

#include <cblas.h>
#include <functional>
#include <libxsmm.h>
#include <time.h>
#include <vector>

constexpr int Blocks = 30, PassesOfBlock = 100, WarmUpOfBlock = 10;
constexpr float NoDrift = 1e-12f; // a learning rate that keeps the operands as they are, pass after pass

enum Operation { Forward, Logits, HiddenGradient, Backward, RecurrentUpdate, OutputUpdate, OperationCount };
static const char *const Names[OperationCount] = {"forward_recurrence", "logits", "hidden_gradient", "backward_recurrence", "recurrent_update", "output_update"};

struct Variant {
    std::string name;
    std::function<void()> run;
    std::function<void()> check;
    std::vector<double> nanoseconds;
};

struct Library {
    std::string name;
    std::vector<Variant> variants[OperationCount];

    void add(Operation operation, const std::string &variant, std::function<void()> run, std::function<void()> check) {
        variants[operation].push_back({variant, std::move(run), std::move(check), {}});
    }
};

// Column-major C[m,n] = A[m,k] B[k,n]; our rows are its columns.
static libxsmm_smmfunction kernel(int m, int n, int k, int lda, int ldb, int ldc, bool transposeB) {
    const float alpha = 1, beta = 0;
    const int flags = transposeB ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE, prefetch = LIBXSMM_PREFETCH_NONE;
    return libxsmm_smmdispatch(m, n, k, &lda, &ldb, &ldc, &alpha, &beta, &flags, &prefetch);
}

static void add_libxsmm(Library &library, const Operands &o, const std::string &layout, int mh, int mv) {
    auto logits = kernel(mv, T, H, o.v, o.h, o.v, false);
    auto hidden = kernel(mh, T, V, o.h, o.v, o.h, false);
    auto vector = kernel(mh, 1, H, o.h, o.h, o.h, false);
    if (!logits || !hidden || !vector) fail("LIBXSMM has no kernel of a size asked for");
    library.add(Forward, layout, [=, &o] { for (int t = 0; t < T; t++) vector(o.WhhT.data, o.hidden.row(t), o.hidden.row(t + 1)); }, [&o] { check_forward(o); });
    library.add(Logits, layout, [=, &o] { logits(o.WhyT.data, o.hidden.row(1), o.Y.data); }, [&o] { check_logits(o); });
    library.add(HiddenGradient, layout, [=, &o] { hidden(o.Why.data, o.dY.data, o.dH.data); }, [&o] { check_hidden_gradient(o); });
    library.add(Backward, layout, [=, &o] { for (int t = T - 1; t >= 0; t--) vector(o.Whh.data, o.da.row(t + 1), o.da.row(t)); }, [&o] { check_backward(o); });

    auto recurrent = kernel(mh, H, T, o.h, T, o.h, false);
    auto output = kernel(mh, V, T, o.h, T, o.h, false);
    if (!recurrent || !output) fail("LIBXSMM has no kernel of a size asked for");
    library.add(RecurrentUpdate, layout + ", own transposition", [=, &o] {
        libxsmm_otrans(o.daT.data, o.da.data, sizeof(float), H, T, o.h, T);
        recurrent(o.hidden.data, o.daT.data, o.dWhh.data);
        adagrad(o.Whh, o.dWhh, o.mWhh, NoDrift);
    }, [&o] { check_recurrent(o, o.dWhh, false); });
    library.add(OutputUpdate, layout + ", own transposition", [=, &o] {
        libxsmm_otrans(o.dYT.data, o.dY.data, sizeof(float), V, T, o.v, T);
        output(o.hidden.row(1), o.dYT.data, o.dWhy.data);
        adagrad(o.Why, o.dWhy, o.mWhy, NoDrift);
    }, [&o] { check_output(o, o.dWhy, false); });

    auto recurrentB = kernel(mh, H, T, o.h, o.h, o.h, true);
    auto outputB = kernel(mh, V, T, o.h, o.v, o.h, true);
    auto outputT = kernel(mv, H, T, o.v, o.h, o.v, true);
    if (recurrentB) library.add(RecurrentUpdate, layout + ", B transposed", [=, &o] {
        recurrentB(o.hidden.data, o.da.data, o.dWhh.data);
        adagrad(o.Whh, o.dWhh, o.mWhh, NoDrift);
    }, [&o] { check_recurrent(o, o.dWhh, false); });
    if (outputB) library.add(OutputUpdate, layout + ", B transposed", [=, &o] {
        outputB(o.hidden.row(1), o.dY.data, o.dWhy.data);
        adagrad(o.Why, o.dWhy, o.mWhy, NoDrift);
    }, [&o] { check_output(o, o.dWhy, false); });
    if (outputT) library.add(OutputUpdate, layout + ", transposed result", [=, &o] {
        outputT(o.dY.data, o.hidden.row(1), o.dWhyT.data);
        adagrad(o.WhyT, o.dWhyT, o.mWhyT, NoDrift);
    }, [&o] { check_output(o, o.dWhyT, true); });
}

static void gemm(CBLAS_TRANSPOSE transA, CBLAS_TRANSPOSE transB, const Matrix &C, int depth, const float *a, int lda, const Matrix &B) {
    cblas_sgemm(CblasRowMajor, transA, transB, C.rows, C.columns, depth, 1, a, lda, B.data, B.stride, 0, C.data, C.stride);
}

static void gemv(CBLAS_TRANSPOSE transpose, const Matrix &A, const float *x, float *y) {
    cblas_sgemv(CblasRowMajor, transpose, A.rows, A.columns, 1, A.data, A.stride, x, 1, 0, y, 1);
}

static void row_times(const float *x, const Matrix &A, float *y) {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 1, A.columns, A.rows, 1, x, A.stride, A.data, A.stride, 0, y, A.stride);
}

static void add_openblas(Library &library, const Operands &o, const std::string &layout) {
    for (bool turned : {false, true}) {
        const std::string name = layout + (turned ? ", weights transposed" : ", weights as they are");
        const auto &hh = turned ? o.WhhT : o.Whh, &hy = turned ? o.WhyT : o.Why;
        const auto plain = turned ? CblasTrans : CblasNoTrans, other = turned ? CblasNoTrans : CblasTrans;
        library.add(Forward, name, [=, &o, &hh] { for (int t = 0; t < T; t++) gemv(plain, hh, o.hidden.row(t), o.hidden.row(t + 1)); }, [&o] { check_forward(o); });
        library.add(Logits, name, [=, &o, &hy] { gemm(CblasNoTrans, other, o.Y, H, o.hidden.row(1), o.h, hy); }, [&o] { check_logits(o); });
        library.add(HiddenGradient, name, [=, &o, &hy] { gemm(CblasNoTrans, plain, o.dH, V, o.dY.data, o.v, hy); }, [&o] { check_hidden_gradient(o); });
        library.add(Backward, name, [=, &o, &hh] { for (int t = T - 1; t >= 0; t--) gemv(other, hh, o.da.row(t + 1), o.da.row(t)); }, [&o] { check_backward(o); });
    }
    library.add(Forward, layout + ", sgemm of one row", [&o] { for (int t = 0; t < T; t++) row_times(o.hidden.row(t), o.WhhT, o.hidden.row(t + 1)); }, [&o] { check_forward(o); });
    library.add(Backward, layout + ", sgemm of one row", [&o] { for (int t = T - 1; t >= 0; t--) row_times(o.da.row(t + 1), o.Whh, o.da.row(t)); }, [&o] { check_backward(o); });
    library.add(RecurrentUpdate, layout, [&o] {
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, H, H, T, 1, o.da.data, o.h, o.hidden.data, o.h, 0, o.dWhh.data, o.h);
        adagrad(o.Whh, o.dWhh, o.mWhh, NoDrift);
    }, [&o] { check_recurrent(o, o.dWhh, false); });
    library.add(RecurrentUpdate, layout + ", transposed result", [&o] {
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, H, H, T, 1, o.hidden.data, o.h, o.da.data, o.h, 0, o.dWhhT.data, o.h);
        adagrad(o.WhhT, o.dWhhT, o.mWhh, NoDrift);
    }, [&o] { check_recurrent(o, o.dWhhT, true); });
    library.add(OutputUpdate, layout, [&o] {
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, V, H, T, 1, o.dY.data, o.v, o.hidden.row(1), o.h, 0, o.dWhy.data, o.h);
        adagrad(o.Why, o.dWhy, o.mWhy, NoDrift);
    }, [&o] { check_output(o, o.dWhy, false); });
    library.add(OutputUpdate, layout + ", transposed result", [&o] {
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, H, V, T, 1, o.hidden.row(1), o.h, o.dY.data, o.v, 0, o.dWhyT.data, o.v);
        adagrad(o.WhyT, o.dWhyT, o.mWhyT, NoDrift);
    }, [&o] { check_output(o, o.dWhyT, true); });
}

static double now() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

static double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values[values.size() / 2];
}

// What an empty interval between two readings of the clock takes.
static double clock_cost() {
    std::vector<double> empty;
    for (int i = 0; i < 10000; i++) {
        double begin = now();
        empty.push_back(now() - begin);
    }
    return median(empty);
}

// One block: whole steps, each operation by its variant number `choice` (modulo how many it has).
static void time_block(Library &library, size_t choice) {
    for (int pass = 0; pass < WarmUpOfBlock + PassesOfBlock; pass++)
        for (auto &variants : library.variants) {
            Variant &variant = variants[choice % variants.size()];
            double begin = now();
            variant.run();
            double end = now();
            if (pass >= WarmUpOfBlock) variant.nanoseconds.push_back(end - begin);
        }
}

static void check_all(Library &library) {
    for (auto &variants : library.variants)
        for (auto &variant : variants) variant.run(), variant.check();
}

// One object of microseconds: the fastest variant of each operation among those whose layout begins as asked.
static void print(Library &library, const std::string &key, const std::string &layout, double clock) {
    std::printf("\"%s\":{", key.c_str());
    for (int operation = 0; operation < OperationCount; operation++) {
        double best = INFINITY;
        for (auto &variant : library.variants[operation])
            if (variant.name.rfind(layout, 0) == 0) best = std::min(best, (median(variant.nanoseconds) - clock) / 1000);
        std::printf("%s\"%s\":%.3f", operation ? "," : "", Names[operation], best);
    }
    std::printf("}");
}

static void tell(Library &library, double clock) {
    for (int operation = 0; operation < OperationCount; operation++)
        for (auto &variant : library.variants[operation])
            std::fprintf(stderr, "%-9s%-20s%6.2f us  %s\n", library.name.c_str(), Names[operation], (median(variant.nanoseconds) - clock) / 1000, variant.name.c_str());
}

int main(int count, char **arguments) {
    const bool verbose = count > 1 && std::strcmp(arguments[1], "--variants") == 0;
    openblas_set_num_threads(1);
    libxsmm_init();
    const Operands tight(H, V), padded(104, 72), wide(112, 80); // padded to whole vectors of 8 floats, of 16
    Library xsmm{"libxsmm", {}}, openblas{"openblas", {}};
    add_libxsmm(xsmm, tight, "tight", H, V);
    add_libxsmm(xsmm, padded, "rows of 104 and 72", H, V);
    add_libxsmm(xsmm, padded, "rows of 104 and 72, padding worked on", 104, 72);
    add_libxsmm(xsmm, wide, "rows of 112 and 80", H, V);
    add_libxsmm(xsmm, wide, "rows of 112 and 80, padding worked on", 112, 80);
    add_openblas(openblas, tight, "tight");
    add_openblas(openblas, padded, "rows of 104 and 72");
    add_openblas(openblas, wide, "rows of 112 and 80");

    check_adagrad();
    check_all(xsmm);
    check_all(openblas);
    size_t choices = 0;
    for (const Library *library : {&xsmm, &openblas})
        for (const auto &variants : library->variants) choices = std::max(choices, variants.size());
    for (int block = 0; block < Blocks; block++)
        for (size_t choice = 0; choice < choices; choice++) time_block(xsmm, choice), time_block(openblas, choice);
    const double clock = clock_cost();
    std::printf("{");
    for (Library *library : {&xsmm, &openblas}) {
        print(*library, library->name + "-tight", "tight", clock);
        std::printf(",");
        print(*library, library->name + "-best", "", clock);
        std::printf(library == &xsmm ? "," : "}\n");
        if (verbose) tell(*library, clock);
    }
}
