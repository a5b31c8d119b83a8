"""The algorithm of min-char-rnn, and layers, GRU and LSTM with Adam, in PyTorch on the CPU, one thread: peers that CharRnnFast is timed against.

    python3 torch_char_rnn.py TEXT [--cell rnn] [--layers 1] [--hidden 100] [--sequence-length 25] [--batch 1] [--iterations 1000] [--seed 1]

One layer of rnn: torch.nn.RNN with one-hot inputs, cross-entropy summed over the sequence and averaged over the streams that the text is cut into, element-wise clipping, torch.optim.Adagrad. Its epsilon is added to
the root; under it, as in the original, stands what the memory starts from. Everything else:
torch.nn.RNN, GRU or LSTM as they come, and torch.optim.Adam at 0.002. Symbols are bytes. Prints one JSON object; the seconds are those of the training alone, as importing torch takes some.
"""
import argparse
import json
import math
import time

import torch


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text")
    parser.add_argument("--cell", choices=["rnn", "gru", "lstm"], default="rnn")
    parser.add_argument("--layers", type=int, default=1)
    parser.add_argument("--hidden", type=int, default=100)
    parser.add_argument("--sequence-length", type=int, default=25)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--iterations", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    with open(options.text, "rb") as file:
        data = file.read()
    index = {symbol: i for i, symbol in enumerate(sorted(set(data)))}
    steps, vocab, streams = options.sequence_length, len(index), options.batch
    length = len(data) // streams
    text = torch.tensor([index[symbol] for symbol in data[: streams * length]]).view(streams, length).t()  # [length, B]

    rnn = getattr(torch.nn, options.cell.upper())(vocab, options.hidden, options.layers)
    output = torch.nn.Linear(options.hidden, vocab)
    parameters = [*rnn.parameters(), *output.parameters()]
    if (options.cell, options.layers) == ("rnn", 1):
        rnn.bias_ih_l0.requires_grad_(False).zero_()  # one bias, as in the original
        for parameter in parameters:
            torch.nn.init.normal_(parameter, std=0.01) if parameter.dim() == 2 else torch.nn.init.zeros_(parameter)
        trained = [parameter for parameter in parameters if parameter.requires_grad]
        optimizer = torch.optim.Adagrad(trained, lr=0.1, initial_accumulator_value=1e-8, eps=0)
    else:
        trained = parameters
        optimizer = torch.optim.Adam(trained, lr=0.002)
    one_hot = torch.eye(vocab)

    smooth_loss, position, hidden = steps * math.log(vocab), 0, None
    start = time.perf_counter()
    for _ in range(options.iterations):
        if position + steps + 1 >= length:
            position, hidden = 0, None  # state 0
        inputs, targets = text[position : position + steps], text[position + 1 : position + steps + 1]
        states, hidden = rnn(one_hot[inputs], hidden)
        loss = torch.nn.functional.cross_entropy(output(states).flatten(0, 1), targets.flatten(), reduction="sum") / streams
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_value_(trained, 5)
        optimizer.step()
        hidden = tuple(state.detach() for state in hidden) if options.cell == "lstm" else hidden.detach()
        smooth_loss = 0.999 * smooth_loss + 0.001 * loss.item()
        position += steps
    seconds = time.perf_counter() - start
    print(json.dumps({"smooth_loss": smooth_loss, "training_seconds": seconds, "iterations": options.iterations}))


main()
