// Load bandwidth of one core from each level of the memory hierarchy, in bytes a second: what bounds a recurrence whose matrix lies there.
//
//     g++ -O3 -march=native bandwidth.cpp -o bandwidth
//
// Sums working sets of half of a level with eight independent vector accumulators; the best of several passes. Prints one JSON object.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

typedef float Vector __attribute__((vector_size(64)));

long level_size(int name, long otherwise) {
    const long size = sysconf(name);
    return size > 0 ? size : otherwise;
}

double bytes_per_second(const Vector* data, std::size_t bytes) {
    const std::size_t count = bytes / sizeof(Vector) / 8 * 8, passes = std::max<std::size_t>(1, (std::size_t{256} << 20) / bytes);
    double best = 0;
    for (int trial = 0; trial < 7; trial++) {
        Vector sums[8] = {};
        const auto begin = std::chrono::steady_clock::now();
        for (std::size_t pass = 0; pass < passes; pass++)
            for (std::size_t i = 0; i < count; i += 8)
                for (int lane = 0; lane < 8; lane++) sums[lane] += data[i + lane];
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        Vector sum = sums[0];
        for (int lane = 1; lane < 8; lane++) sum += sums[lane];
        volatile float sink = sum[0]; // so that no load can be left out
        (void)sink;
        best = std::max(best, static_cast<double>(count * sizeof(Vector) * passes) / seconds);
    }
    return best;
}

} // namespace

int main() {
    const long l1 = level_size(_SC_LEVEL1_DCACHE_SIZE, 32 << 10), l2 = level_size(_SC_LEVEL2_CACHE_SIZE, 1 << 20);
    const long l3 = level_size(_SC_LEVEL3_CACHE_SIZE, 16 << 20), memory = 256L << 20;
    auto* data = static_cast<Vector*>(std::aligned_alloc(4096, static_cast<std::size_t>(memory)));
    std::memset(data, 0, static_cast<std::size_t>(memory));
    std::printf(
        "{\"l1\": %.0f, \"l2\": %.0f, \"l3\": %.0f, \"memory\": %.0f, \"l1_bytes\": %ld, \"l2_bytes\": %ld, \"l3_bytes\": %ld}\n",
        bytes_per_second(data, l1 / 2), bytes_per_second(data, l2 / 2), bytes_per_second(data, std::min(l3 / 2, 8 * l2)),
        bytes_per_second(data, memory), l1, l2, l3);
    std::free(data);
}
