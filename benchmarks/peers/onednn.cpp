// Times oneDNN's LSTM, GRU and tanh RNN in training, one layer fed by another of its size, one thread, and prints one JSON object of medians.
//
//     g++ -O3 -march=native -o onednn onednn.cpp -ldnnl       (Debian: libdnnl-dev)
//     OMP_NUM_THREADS=1 ./onednn lstm|gru|rnn T B H [SECONDS]
//
// The weights stand in the layout that each primitive asks for, and are brought there before anything is timed. Backward gives the gradients
// of inputs, weights and biases. oneDNN adds to those of weights and biases: they are set to 0 between the runs, which is not timed.
// There is no clip and no optimizer. The GRU is the variant that has Un h' + bu inside the reset gate's product ("linear before reset").
// First, outputs and gradients are compared with plain loops in double precision. For training, version 2.6 has loops of its own around
// products of matrices; kernels of a whole step it has for inference only.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <oneapi/dnnl/dnnl.hpp>
#include <random>
#include <string>
#include <time.h>
#include <unordered_map>
#include <vector>

using dnnl::memory;
using Tag = memory::format_tag;

constexpr int WarmUpRuns = 2, MinRuns = 7;

struct Lstm { // i f c o
    using Forward = dnnl::lstm_forward;
    using Backward = dnnl::lstm_backward;
    static constexpr int Gates = 4, Biases = 4;
    static constexpr bool HasCellState = true;
};

struct Gru { // z r n, and the bias of Un h'
    using Forward = dnnl::lbr_gru_forward;
    using Backward = dnnl::lbr_gru_backward;
    static constexpr int Gates = 3, Biases = 4;
    static constexpr bool HasCellState = false;
};

struct Rnn {
    using Forward = dnnl::vanilla_rnn_forward;
    using Backward = dnnl::vanilla_rnn_backward;
    static constexpr int Gates = 1, Biases = 1;
    static constexpr bool HasCellState = false;
};

[[noreturn]] static void fail(const std::string &message) {
    std::fprintf(stderr, "onednn: %s\n", message.c_str());
    std::exit(1);
}

static double now() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return double(time.tv_sec) * 1e6 + double(time.tv_nsec) / 1e3;
}

static double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values[values.size() / 2];
}

static double sigmoid(double a) { return 1 / (1 + std::exp(-a)); }

// Row-major, as oneDNN's plain layouts: x [T,B,H], w and u [H,G,H] (input, gate, unit), b [biases,H].
enum Parameter { X, W, U, B, ParameterCount };
static const char *const Names[ParameterCount] = {"input", "input weights", "recurrent weights", "bias"};
static constexpr int GradientOf[ParameterCount] = {DNNL_ARG_DIFF_SRC_LAYER, DNNL_ARG_DIFF_WEIGHTS_LAYER, DNNL_ARG_DIFF_WEIGHTS_ITER, DNNL_ARG_DIFF_BIAS};
using Values = std::vector<double>;
using Parameters = Values[ParameterCount];

struct Shape {
    int steps, streams, hidden;
};

// out[row][j] += sum over i of in[row][i] weights[i][j], in blocks of rows whose sums stay in L1.
static void add_product(const double *in, const Values &weights, int rows, int inputs, int outputs, double *out) {
    constexpr int Block = 4;
    for (int first = 0; first < rows; first += Block)
        for (int i = 0; i < inputs; i++)
            for (int row = first; row < std::min(rows, first + Block); row++) {
                const double factor = in[size_t(row) * inputs + i], *const weight = &weights[size_t(i) * outputs];
                double *const sum = out + size_t(row) * outputs;
                for (int j = 0; j < outputs; j++) sum[j] += factor * weight[j];
            }
}

// One step of one stream: from the two sums of each gate, of the input and of the state, to the next state.
template <typename Cell> static void next_state(const double *x, const double *u, const Values &b, int h, double *state, double *cell) {
    for (int j = 0; j < h; j++) {
        const auto gate = [&](int g) { return b[g * h + j] + x[g * h + j] + u[g * h + j]; };
        if constexpr (std::is_same_v<Cell, Lstm>) {
            cell[j] = sigmoid(gate(1)) * cell[j] + sigmoid(gate(0)) * std::tanh(gate(2));
            state[j] = sigmoid(gate(3)) * std::tanh(cell[j]);
        } else if constexpr (std::is_same_v<Cell, Gru>) {
            const double z = sigmoid(gate(0)), n = std::tanh(b[2 * h + j] + x[2 * h + j] + sigmoid(gate(1)) * (u[2 * h + j] + b[3 * h + j]));
            state[j] = n + z * (state[j] - n);
        } else {
            state[j] = std::tanh(gate(0));
        }
    }
}

// Plain loops in double precision, from the state 0: the outputs [T,B,H].
template <typename Cell> static Values plain_forward(Shape shape, const Parameters &p) {
    const int h = shape.hidden, width = Cell::Gates * h;
    const size_t of_step = size_t(shape.streams) * h;
    Values outputs(p[X].size()), state(of_step), cell(of_step);
    for (int t = 0; t < shape.steps; t++) {
        Values x(size_t(shape.streams) * width), u(x.size());
        add_product(&p[X][t * of_step], p[W], shape.streams, h, width, x.data());
        add_product(state.data(), p[U], shape.streams, h, width, u.data());
        for (int stream = 0; stream < shape.streams; stream++) {
            const size_t sums = size_t(stream) * width, of = size_t(stream) * h;
            next_state<Cell>(&x[sums], &u[sums], p[B], h, &state[of], &cell[of]);
        }
        std::copy(state.begin(), state.end(), outputs.begin() + t * of_step);
    }
    return outputs;
}

static double dot(const Values &a, const Values &b) {
    double sum = 0;
    for (size_t i = 0; i < a.size(); i++) sum += a[i] * b[i];
    return sum;
}

template <typename Cell> class Layer {
    using Arguments = std::unordered_map<int, memory>;

    const Shape _shape;
    const dnnl::engine _engine{dnnl::engine::kind::cpu, 0};
    dnnl::stream _stream{_engine};
    std::mt19937 _random{1};
    Arguments _forward, _backward;
    dnnl::primitive _run_forward, _run_backward;

    memory::desc states() const { return floats({1, 1, _shape.streams, _shape.hidden}, Tag::ldnc); }
    memory::desc rows() const { return floats({_shape.steps, _shape.streams, _shape.hidden}, Tag::tnc); }
    memory::desc weights(Tag tag) const { return floats({1, 1, _shape.hidden, Cell::Gates, _shape.hidden}, tag); }
    memory::desc bias() const { return floats({1, 1, Cell::Biases, _shape.hidden}, Tag::ldgo); }
    static memory::desc floats(const memory::dims &sizes, Tag tag) { return {sizes, memory::data_type::f32, tag}; }

    auto describe_forward() const {
        using Desc = typename Cell::Forward::desc;
        const auto kind = dnnl::prop_kind::forward_training;
        const auto direction = dnnl::rnn_direction::unidirectional_left2right;
        const auto x = rows(), h = states(), w = weights(Tag::any), b = bias();
        if constexpr (std::is_same_v<Cell, Lstm>) return Desc(kind, direction, x, h, h, w, w, b, x, h, h);
        else if constexpr (std::is_same_v<Cell, Gru>) return Desc(kind, direction, x, h, w, w, b, x, h);
        else return Desc(kind, dnnl::algorithm::eltwise_tanh, direction, x, h, w, w, b, x, h);
    }

    auto describe_backward() const {
        using Desc = typename Cell::Backward::desc;
        const auto kind = dnnl::prop_kind::backward;
        const auto direction = dnnl::rnn_direction::unidirectional_left2right;
        const auto x = rows(), h = states(), w = weights(Tag::any), b = bias();
        if constexpr (std::is_same_v<Cell, Lstm>) return Desc(kind, direction, x, h, h, w, w, b, x, h, h, x, h, h, w, w, b, x, h, h);
        else if constexpr (std::is_same_v<Cell, Gru>) return Desc(kind, direction, x, h, w, w, b, x, h, x, h, w, w, b, x, h);
        else return Desc(kind, dnnl::algorithm::eltwise_tanh, direction, x, h, w, w, b, x, h, x, h, w, w, b, x, h);
    }

    memory zeros(const memory::desc &desc) {
        memory result(desc, _engine);
        std::memset(result.get_data_handle(), 0, desc.get_size());
        return result;
    }

    memory uniform(const memory::desc &plain, float bound) {
        memory result(plain, _engine);
        std::uniform_real_distribution<float> values(-bound, bound);
        std::generate_n(static_cast<float *>(result.get_data_handle()), plain.get_size() / sizeof(float), [&] { return values(_random); });
        return result;
    }

    memory reordered(memory source, const memory::desc &layout) {
        memory result(layout, _engine);
        dnnl::reorder(source, result).execute(_stream, source, result);
        _stream.wait();
        return result;
    }

    Values values(memory source, const memory::desc &plain) {
        memory copy = reordered(source, plain);
        const float *const data = static_cast<const float *>(copy.get_data_handle());
        return Values(data, data + plain.get_size() / sizeof(float));
    }

    // The gradients of the loss sum(output * gradient of the output) by a parameter, along a random direction, against a difference of losses.
    void check_gradient(Parameters &parameters, int which, const memory::desc &plain, const Values &weights_of_loss) {
        constexpr double Step = 1e-5;
        const Values gradient = values(_backward.at(GradientOf[which]), plain), at = parameters[which];
        Values direction(at.size());
        for (double &d : direction) d = _random() & 1 ? 1 : -1;
        double difference = 0;
        for (int sign : {1, -1}) {
            for (size_t i = 0; i < at.size(); i++) parameters[which][i] = at[i] + sign * Step * direction[i];
            difference += sign * dot(plain_forward<Cell>(_shape, parameters), weights_of_loss) / (2 * Step);
        }
        parameters[which] = at;
        if (!(std::fabs(difference - dot(gradient, direction)) <= 1e-3 * std::sqrt(dot(gradient, gradient))))
            fail(std::string("the gradient of the ") + Names[which] + " is wrong");
    }

public:
    explicit Layer(Shape shape) : _shape(shape) {
        const typename Cell::Forward::primitive_desc forward(describe_forward(), _engine);
        const typename Cell::Backward::primitive_desc backward(describe_backward(), _engine, forward);
        const float bound = 1 / std::sqrt(float(shape.hidden));
        const memory w = uniform(weights(Tag::ldigo), bound), u = uniform(weights(Tag::ldigo), bound);
        _forward = {
            {DNNL_ARG_SRC_LAYER, uniform(rows(), 1)}, {DNNL_ARG_SRC_ITER, zeros(states())}, {DNNL_ARG_BIAS, uniform(bias(), bound)},
            {DNNL_ARG_WEIGHTS_LAYER, reordered(w, forward.weights_layer_desc())}, {DNNL_ARG_WEIGHTS_ITER, reordered(u, forward.weights_iter_desc())},
            {DNNL_ARG_DST_LAYER, zeros(rows())}, {DNNL_ARG_DST_ITER, zeros(states())}, {DNNL_ARG_WORKSPACE, zeros(forward.workspace_desc())}};
        if (Cell::HasCellState) _forward.insert({{DNNL_ARG_SRC_ITER_C, zeros(states())}, {DNNL_ARG_DST_ITER_C, zeros(states())}});

        _backward = _forward;
        _backward[DNNL_ARG_WEIGHTS_LAYER] = reordered(w, backward.weights_layer_desc());
        _backward[DNNL_ARG_WEIGHTS_ITER] = reordered(u, backward.weights_iter_desc());
        _backward.insert({
            {DNNL_ARG_DIFF_DST_LAYER, uniform(rows(), 1)}, {DNNL_ARG_DIFF_DST_ITER, zeros(states())},
            {DNNL_ARG_DIFF_SRC_LAYER, zeros(rows())}, {DNNL_ARG_DIFF_SRC_ITER, zeros(states())}, {DNNL_ARG_DIFF_BIAS, zeros(bias())},
            {DNNL_ARG_DIFF_WEIGHTS_LAYER, zeros(backward.diff_weights_layer_desc())}, {DNNL_ARG_DIFF_WEIGHTS_ITER, zeros(backward.diff_weights_iter_desc())}});
        if (Cell::HasCellState) _backward.insert({{DNNL_ARG_DIFF_DST_ITER_C, zeros(states())}, {DNNL_ARG_DIFF_SRC_ITER_C, zeros(states())}});
        _run_forward = typename Cell::Forward(forward);
        _run_backward = typename Cell::Backward(backward);
    }

    void forward() {
        _run_forward.execute(_stream, _forward);
        _stream.wait();
    }

    void backward() {
        _run_backward.execute(_stream, _backward);
        _stream.wait();
    }

    void clear_gradients() {
        for (int argument : {GradientOf[W], GradientOf[U], GradientOf[B]}) {
            const memory &gradient = _backward.at(argument);
            std::memset(gradient.get_data_handle(), 0, gradient.get_desc().get_size());
        }
    }

    // Ends the program unless outputs and gradients are those of plain loops in double precision.
    void check() {
        clear_gradients();
        forward();
        backward();
        const memory::desc plain[ParameterCount] = {rows(), weights(Tag::ldigo), weights(Tag::ldigo), bias()};
        constexpr int Arguments[ParameterCount] = {DNNL_ARG_SRC_LAYER, DNNL_ARG_WEIGHTS_LAYER, DNNL_ARG_WEIGHTS_ITER, DNNL_ARG_BIAS};
        Parameters parameters;
        for (int i = 0; i < ParameterCount; i++) parameters[i] = values(_forward.at(Arguments[i]), plain[i]);
        const Values expected = plain_forward<Cell>(_shape, parameters), outputs = values(_forward.at(DNNL_ARG_DST_LAYER), rows());
        for (size_t i = 0; i < outputs.size(); i++)
            if (!(std::fabs(outputs[i] - expected[i]) <= 1e-5)) fail("an output is wrong");
        const Values weights_of_loss = values(_backward.at(DNNL_ARG_DIFF_DST_LAYER), rows());
        for (int i = 0; i < ParameterCount; i++) check_gradient(parameters, i, plain[i], weights_of_loss);
    }
};

template <typename Cell> static void run(Shape shape, double seconds) {
    Layer<Cell> layer(shape);
    layer.check();
    std::vector<double> forward, backward;
    const double start = now();
    for (int run = -WarmUpRuns; run < MinRuns || now() - start < seconds * 1e6; run++) {
        layer.clear_gradients();
        const double begin = now();
        layer.forward();
        const double middle = now();
        layer.backward();
        const double end = now();
        if (run < 0) continue;
        forward.push_back(middle - begin);
        backward.push_back(end - middle);
    }
    std::printf("{\"forward_microseconds\":%.2f,\"backward_microseconds\":%.2f}\n", median(forward), median(backward));
}

int main(int count, char **arguments) {
    if (count < 5) fail("usage: onednn lstm|gru|rnn T B H [SECONDS]");
    const std::string cell = arguments[1];
    const Shape shape{std::atoi(arguments[2]), std::atoi(arguments[3]), std::atoi(arguments[4])};
    const double seconds = count > 5 ? std::atof(arguments[5]) : 1;
    if (cell == "lstm") run<Lstm>(shape, seconds);
    else if (cell == "gru") run<Gru>(shape, seconds);
    else if (cell == "rnn") run<Rnn>(shape, seconds);
    else fail("the cell is lstm, gru or rnn, not " + cell);
}
