// Matrices, the operands of a step, the weight update, and checks of every product against plain loops in double precision.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <immintrin.h>
#include <string>

constexpr int H = 100, V = 65, T = 25;
constexpr float Clip = 5, Epsilon = 1e-8f;

[[noreturn]] static void fail(const std::string &message) {
    std::fprintf(stderr, "products: %s\n", message.c_str());
    std::exit(1);
}

struct Matrix { // row-major, 64-byte aligned, zero between columns and stride
    int rows, columns, stride;
    float *data;

    Matrix(int rows, int columns, int stride) : rows(rows), columns(columns), stride(stride) {
        size_t bytes = (size_t(rows) * stride * sizeof(float) + 127) / 64 * 64;
        data = static_cast<float *>(std::aligned_alloc(64, bytes));
        std::memset(data, 0, bytes);
    }

    float *row(int index) const { return data + size_t(index) * stride; }
    float &at(int i, int j) const { return row(i)[j]; }

    void fill(float bound) const {
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) at(i, j) = bound * (2 * float(std::rand()) / float(RAND_MAX) - 1);
    }

    void copy_transposed(const Matrix &source) const {
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) at(i, j) = source.at(j, i);
    }
};

struct Operands {
    int h, v; // row strides, in floats
    Matrix Whh{H, H, h}, WhhT{H, H, h}, Why{V, H, h}, WhyT{H, V, v};
    Matrix hidden{T + 1, H, h}, da{T + 1, H, h}; // row t of hidden: h before step t; row T of da: zero in a real step
    Matrix Y{T, V, v}, dY{T, V, v}, dH{T, H, h};
    Matrix daT{H, T, T}, dYT{V, T, T};
    Matrix dWhh{H, H, h}, mWhh{H, H, h}, dWhy{V, H, h}, mWhy{V, H, h};
    Matrix dWhhT{H, H, h}, dWhyT{H, V, v}, mWhyT{H, V, v};

    Operands(int h, int v) : h(h), v(v) {
        std::srand(1);
        Whh.fill(std::sqrt(3.0f / H)); // keeps the length of a vector, so 25 products neither overflow nor underflow
        Why.fill(0.5f);
        WhhT.copy_transposed(Whh);
        WhyT.copy_transposed(Why);
        hidden.fill(1);
        da.fill(1);
        dY.fill(1);
    }
};

#ifdef __AVX512F__
using Floats = __m512;
static Floats all(float value) { return _mm512_set1_ps(value); }
static Floats clip(Floats value) { return _mm512_min_ps(_mm512_max_ps(value, all(-Clip)), all(Clip)); }
static Floats root(Floats value) { return _mm512_sqrt_ps(value); }
#else
using Floats = __m256;
static Floats all(float value) { return _mm256_set1_ps(value); }
static Floats clip(Floats value) { return _mm256_min_ps(_mm256_max_ps(value, all(-Clip)), all(Clip)); }
static Floats root(Floats value) { return _mm256_sqrt_ps(value); }
#endif

// Clip and Adagrad over a whole matrix, exact square root and division. Written in vectors, as g++ leaves a loop with std::sqrt scalar for
// the sake of errno. The last vector may reach past the matrix: it is allocated that far.
[[gnu::noinline]] static void adagrad(const Matrix &weights, const Matrix &gradient, const Matrix &memory, float rate) {
    Floats *__restrict w = reinterpret_cast<Floats *>(weights.data);
    Floats *__restrict m = reinterpret_cast<Floats *>(memory.data);
    const Floats *__restrict d = reinterpret_cast<const Floats *>(gradient.data);
    const int lanes = sizeof(Floats) / sizeof(float), count = (weights.rows * weights.stride + lanes - 1) / lanes;
    const Floats rates = all(rate), epsilon = all(Epsilon);
    for (int i = 0; i < count; i++) {
        const Floats g = clip(d[i]);
        m[i] += g * g;
        w[i] -= rates * g / root(m[i] + epsilon);
    }
}

// Aborts unless result[i][j] = sum over k of term(i, j, k).
template <typename Term> static void expect(const char *what, const Matrix &result, int depth, Term term) {
    for (int i = 0; i < result.rows; i++)
        for (int j = 0; j < result.columns; j++) {
            double sum = 0, size = 0;
            for (int k = 0; k < depth; k++) sum += term(i, j, k), size += std::fabs(term(i, j, k));
            if (!(std::fabs(sum - result.at(i, j)) <= 1e-5 * size)) fail(std::string(what) + ": a product is wrong");
        }
}

static void check_forward(const Operands &o) {
    for (int t = 0; t < T; t++) {
        Matrix row(1, H, o.h);
        std::copy_n(o.hidden.row(t + 1), H, row.data);
        expect("forward_recurrence", row, H, [&](int, int j, int k) { return double(o.Whh.at(j, k)) * o.hidden.at(t, k); });
        std::free(row.data);
    }
}

static void check_backward(const Operands &o) {
    for (int t = 0; t < T; t++) {
        Matrix row(1, H, o.h);
        std::copy_n(o.da.row(t), H, row.data);
        expect("backward_recurrence", row, H, [&](int, int j, int k) { return double(o.Whh.at(k, j)) * o.da.at(t + 1, k); });
        std::free(row.data);
    }
}

static void check_logits(const Operands &o) {
    expect("logits", o.Y, H, [&](int t, int j, int k) { return double(o.hidden.at(t + 1, k)) * o.Why.at(j, k); });
}

static void check_hidden_gradient(const Operands &o) {
    expect("hidden_gradient", o.dH, V, [&](int t, int j, int k) { return double(o.dY.at(t, k)) * o.Why.at(k, j); });
}

static void check_recurrent(const Operands &o, const Matrix &result, bool transposed) {
    expect("recurrent_update", result, T, [&](int i, int j, int t) { return double(o.da.at(t, transposed ? j : i)) * o.hidden.at(t, transposed ? i : j); });
}

static void check_output(const Operands &o, const Matrix &result, bool transposed) {
    expect("output_update", result, T, [&](int i, int j, int t) { return double(o.dY.at(t, transposed ? j : i)) * o.hidden.at(t + 1, transposed ? i : j); });
}

static void check_adagrad() {
    Matrix w(1, H, 112), d(1, H, 112), m(1, H, 112), before(1, H, 112);
    d.fill(10), before.fill(1);
    std::copy_n(before.data, H, w.data);
    std::fill_n(m.data, H, 0.5f);
    adagrad(w, d, m, 0.1f);
    for (int j = 0; j < H; j++) {
        double g = std::clamp(double(d.at(0, j)), -5.0, 5.0);
        double expected = before.at(0, j) - 0.1 * g / std::sqrt(0.5 + g * g + 1e-8);
        if (!(std::fabs(expected - w.at(0, j)) < 1e-6)) fail("Adagrad is wrong");
    }
}
