#!/usr/bin/env bash
# Makes the files that TrajectoryTests compares with, by the float64 program: needs python3 with numpy.
# The folder cells/ is made by record_cells.py, which needs PyTorch.
#   fresh.safetensors      drawn weights, rounded to float32; fresh-losses.txt: the losses of the first 2 steps from there
#   after3000.safetensors  3,000 steps later, rounded to float32; losses.txt and after3100.safetensors: the next 100 steps from there
#   batch-losses.txt       the losses of 100 steps with 5 streams, a new run from the weights and the Adagrad memory of after3000.safetensors
set -euo pipefail
cd "$(dirname "$0")"

train() {
    python3 ../../../benchmarks/peers/min_char_rnn.py text.txt --hidden 32 --sequence-length 25 --dtype float64 "$@"
}

train --iterations 0 --save fresh.safetensors
train --iterations 2 --load fresh.safetensors --trace fresh-losses.txt
train --iterations 3000 --load fresh.safetensors --save after3000.safetensors
train --iterations 100 --load after3000.safetensors --trace losses.txt --save after3100.safetensors
train --iterations 100 --load after3000.safetensors --batch 5 --trace batch-losses.txt
