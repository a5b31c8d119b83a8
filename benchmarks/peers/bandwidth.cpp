// Measures what one core loads a second from each level of the memory hierarchy, and prints one JSON object: bytes a second, bytes.
//
//     g++ -O3 -march=native -o bandwidth bandwidth.cpp

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <time.h>
#include <unistd.h>
#include <vector>

#ifdef __AVX512F__
typedef float Floats __attribute__((vector_size(64)));
#else
typedef float Floats __attribute__((vector_size(32)));
#endif

constexpr int Unroll = 8, Samples = 401;
constexpr size_t SampleBytes = 4 << 20, LargestPiece = 1 << 20; // tens of microseconds: most samples escape what other processes take

// Bytes of the data or unified cache of a level: sysfs, else sysconf (both may not know), else what most processors have.
static long cache_bytes(int level, int name, long fallback) {
    for (int index = 0; index < 8; index++) {
        const std::string folder = "/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(index) + "/";
        std::ifstream level_file(folder + "level"), type_file(folder + "type"), size_file(folder + "size");
        int found = 0;
        long size = 0;
        char unit = 'B';
        std::string type;
        if (!(level_file >> found) || !(type_file >> type) || !(size_file >> size) || found != level || type == "Instruction") continue;
        size_file >> unit;
        return unit == 'K' ? size << 10 : unit == 'M' ? size << 20 : size;
    }
    const long bytes = sysconf(name);
    return bytes > 0 ? bytes : fallback;
}

static double now() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

// The empty assembly keeps each load without storing it.
static void load(const Floats *data, size_t vectors) {
    for (size_t i = 0; i < vectors; i += Unroll)
        for (int j = 0; j < Unroll; j++) asm volatile("" ::"x"(data[i + j]));
}

// Median bytes a second over a working set of about `bytes`: each sample loads the next few pieces of it, round and round.
static double bandwidth(size_t bytes) {
    const size_t piece = std::min(bytes, LargestPiece) / sizeof(Floats) / Unroll * Unroll, pieces = std::max(bytes / (piece * sizeof(Floats)), size_t(1));
    const size_t whole = pieces * piece * sizeof(Floats), page = 4096;
    Floats *data = static_cast<Floats *>(std::aligned_alloc(page, (whole + page - 1) / page * page));
    if (!data) {
        std::fprintf(stderr, "bandwidth: no memory for %zu bytes\n", whole);
        std::exit(1);
    }
    std::memset(data, 1, whole);
    size_t next = 0;
    std::vector<double> samples;
    for (int i = 0; i < Samples; i++) {
        const double begin = now();
        for (size_t loaded = 0; loaded < SampleBytes; loaded += piece * sizeof(Floats), next = (next + 1) % pieces) load(data + next * piece, piece);
        const double seconds = now() - begin;
        const size_t loads = (SampleBytes + piece * sizeof(Floats) - 1) / (piece * sizeof(Floats));
        samples.push_back(double(loads * piece * sizeof(Floats)) / seconds);
    }
    std::nth_element(samples.begin(), samples.begin() + Samples / 2, samples.end());
    std::free(data);
    return samples[Samples / 2];
}

int main() {
    const long l1 = cache_bytes(1, _SC_LEVEL1_DCACHE_SIZE, 32 << 10), l2 = cache_bytes(2, _SC_LEVEL2_CACHE_SIZE, 512 << 10), l3 = cache_bytes(3, _SC_LEVEL3_CACHE_SIZE, 8 << 20);
    // Half a cache, and at least twice the one below it; of a last cache an eighth, as other cores use it too.
    const double in_l1 = bandwidth(l1 / 2), in_l2 = bandwidth(std::max(2 * l1, l2 / 2)), in_l3 = bandwidth(std::max(2 * l2, l3 / 8));
    const double in_memory = bandwidth(size_t(std::max(4 * l3, 64L << 20)));
    std::printf("{\"l1\":%.4g,\"l2\":%.4g,\"l3\":%.4g,\"memory\":%.4g,\"l1_bytes\":%ld,\"l2_bytes\":%ld,\"l3_bytes\":%ld}\n", in_l1, in_l2, in_l3, in_memory, l1, l2, l3);
}
