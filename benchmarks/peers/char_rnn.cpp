// The algorithm of min-char-rnn in plain C++, float32: what a careful programmer and an optimising compiler reach without written kernels.
//
//     g++ -O3 -march=native -ffast-math -DHIDDEN=100 -DVOCAB=65 -DSEQUENCE_LENGTH=25 char_rnn.cpp -o char_rnn
//     ./char_rnn TEXT ITERATIONS LEARNING_RATE CLIP
//
// The original's loops in the original's order, with sizes that the compiler knows. Every inner loop runs over neighbouring floats; Wxh
// therefore lies transposed, one row for each symbol. Symbols are bytes. Prints one JSON object.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

constexpr int H = HIDDEN, V = VOCAB, T = SEQUENCE_LENGTH;

struct Parameters {
    float Wxh[V][H], Whh[H][H], Why[V][H], bh[H], by[V];
};

struct Model {
    alignas(64) Parameters weights{};
    alignas(64) Parameters memory{};
    alignas(64) Parameters gradient{};
    alignas(64) float h[T + 1][H]{}; // row t is the state before step t
    alignas(64) float p[T][V]{};
};

// y += matrix x
template <int Rows>
void add_product(const float (&matrix)[Rows][H], const float (&x)[H], float (&y)[Rows]) {
    for (int i = 0; i < Rows; i++) {
        float sum = 0;
        for (int j = 0; j < H; j++) sum += matrix[i][j] * x[j];
        y[i] += sum;
    }
}

// y += matrix' x
template <int Rows>
void add_transposed_product(const float (&matrix)[Rows][H], const float (&x)[Rows], float (&y)[H]) {
    for (int i = 0; i < Rows; i++)
        for (int j = 0; j < H; j++) y[j] += matrix[i][j] * x[i];
}

// matrix += x y'
template <int Rows>
void add_outer_product(const float (&x)[Rows], const float (&y)[H], float (&matrix)[Rows][H]) {
    for (int i = 0; i < Rows; i++)
        for (int j = 0; j < H; j++) matrix[i][j] += x[i] * y[j];
}

float forward(Model& model, const unsigned char* inputs, const unsigned char* targets) {
    const Parameters& w = model.weights;
    float loss = 0;
    for (int t = 0; t < T; t++) {
        float a[H], y[V];
        for (int i = 0; i < H; i++) a[i] = w.Wxh[inputs[t]][i] + w.bh[i];
        add_product(w.Whh, model.h[t], a);
        for (int i = 0; i < H; i++) model.h[t + 1][i] = std::tanh(a[i]);

        for (int v = 0; v < V; v++) y[v] = w.by[v];
        add_product(w.Why, model.h[t + 1], y);
        float highest = y[0], sum = 0;
        for (int v = 1; v < V; v++) highest = std::max(highest, y[v]);
        for (int v = 0; v < V; v++) sum += model.p[t][v] = std::exp(y[v] - highest);
        for (int v = 0; v < V; v++) model.p[t][v] /= sum;
        loss -= std::log(model.p[t][targets[t]]);
    }
    return loss;
}

void backward(Model& model, const unsigned char* inputs, const unsigned char* targets) {
    const Parameters& w = model.weights;
    Parameters& d = model.gradient;
    d = {};
    float da[H] = {};
    for (int t = T - 1; t >= 0; t--) {
        auto& dy = model.p[t];
        const auto& h = model.h[t + 1];
        dy[targets[t]] -= 1;
        add_outer_product(dy, h, d.Why);
        for (int v = 0; v < V; v++) d.by[v] += dy[v];

        float dh[H] = {};
        add_transposed_product(w.Why, dy, dh);
        add_transposed_product(w.Whh, da, dh);
        for (int i = 0; i < H; i++) da[i] = (1 - h[i] * h[i]) * dh[i];

        add_outer_product(da, model.h[t], d.Whh);
        for (int i = 0; i < H; i++) d.Wxh[inputs[t]][i] += da[i];
        for (int i = 0; i < H; i++) d.bh[i] += da[i];
    }
}

template <int Count>
void adagrad(float (&w)[Count], float (&memory)[Count], const float (&gradient)[Count], float learning_rate, float clip) {
    for (int i = 0; i < Count; i++) {
        float g = std::min(std::max(gradient[i], -clip), clip);
        memory[i] += g * g;
        w[i] -= learning_rate * g / std::sqrt(memory[i] + 1e-8f);
    }
}

template <int Rows>
void adagrad(float (&w)[Rows][H], float (&memory)[Rows][H], const float (&gradient)[Rows][H], float learning_rate, float clip) {
    for (int i = 0; i < Rows; i++) adagrad(w[i], memory[i], gradient[i], learning_rate, clip);
}

void update(Model& model, float learning_rate, float clip) {
    Parameters &w = model.weights, &m = model.memory;
    const Parameters& d = model.gradient;
    adagrad(w.Wxh, m.Wxh, d.Wxh, learning_rate, clip);
    adagrad(w.Whh, m.Whh, d.Whh, learning_rate, clip);
    adagrad(w.Why, m.Why, d.Why, learning_rate, clip);
    adagrad(w.bh, m.bh, d.bh, learning_rate, clip);
    adagrad(w.by, m.by, d.by, learning_rate, clip);
}

template <int Rows>
void draw(float (&matrix)[Rows][H], std::mt19937& random) {
    std::normal_distribution<float> normal(0, 0.01f);
    for (auto& row : matrix)
        for (float& element : row) element = normal(random);
}

// The text as indices of its distinct bytes in ascending order; stops the program where they are not V.
std::vector<unsigned char> read_symbols(const char* path) {
    std::ifstream file(path, std::ios::binary);
    std::vector<unsigned char> text{std::istreambuf_iterator<char>(file), {}};
    int index[256] = {}, count = 0;
    for (unsigned char symbol : text) index[symbol] = 1;
    for (int& entry : index) entry = entry ? count++ : 0;
    if (count != V || text.size() < T + 2) {
        std::fprintf(stderr, "char_rnn: %s has %zu bytes, %d distinct; compiled for %d\n", path, text.size(), count, V);
        std::exit(1);
    }
    for (unsigned char& symbol : text) symbol = static_cast<unsigned char>(index[symbol]);
    return text;
}

int main(int argc, char** argv) {
    if (argc != 5) {
        std::fprintf(stderr, "usage: char_rnn TEXT ITERATIONS LEARNING_RATE CLIP\n");
        return 2;
    }
    const std::vector<unsigned char> text = read_symbols(argv[1]);
    const int iterations = std::atoi(argv[2]);
    const float learning_rate = std::strtof(argv[3], nullptr), clip = std::strtof(argv[4], nullptr);

    auto model = std::make_unique<Model>();
    std::mt19937 random(1);
    draw(model->weights.Wxh, random);
    draw(model->weights.Whh, random);
    draw(model->weights.Why, random);

    double smooth_loss = T * std::log(double{V});
    std::size_t position = 0;
    const auto start = std::chrono::steady_clock::now();
    for (int iteration = 0; iteration < iterations; iteration++) {
        if (position + T + 1 >= text.size()) {
            position = 0;
            std::fill_n(model->h[0], H, 0.0f);
        }
        const unsigned char *inputs = &text[position], *targets = inputs + 1;
        smooth_loss = 0.999 * smooth_loss + 0.001 * forward(*model, inputs, targets);
        backward(*model, inputs, targets);
        update(*model, learning_rate, clip);
        std::copy_n(model->h[T], H, model->h[0]);
        position += T;
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::printf("{\"smooth_loss\": %.6f, \"training_seconds\": %.6f}\n", smooth_loss, seconds.count());
}
