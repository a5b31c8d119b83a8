"""The algorithm of min-char-rnn, and layers, GRU and LSTM with Adam, in PyTorch on the CPU, one thread: peers that CharRnnFast is timed against.

    python3 torch_char_rnn.py TEXT [--cell rnn] [--layers 1] [--hidden 100] [--sequence-length 25] [--batch 1] [--iterations 1000] [--seed 1]

One layer of rnn: torch.nn.RNN with one-hot inputs, cross-entropy summed over the sequence and averaged over the streams that the text is cut into, element-wise clipping, torch.optim.Adagrad. Its epsilon is added to
the root; under it, as in the original, stands what the memory starts from. Everything else:
torch.nn.RNN, GRU or LSTM as they come, and torch.optim.Adam at 0.002. Symbols are bytes. Prints one JSON object; the seconds are those of the training alone, as importing torch takes some.

With --log PATH it trains on all but the text's last tenth and writes the lines that `charrnn train --log` does: the loss each --log-every steps, and each --validation-every steps the bits on
the first 16,384 symbols held out, after a line feed, from the state that stream 0 is in. It stops before --iterations once they are below --until. The seconds of the lines are all since the first step, validations included. --initial PATH saves the weights that a seed gives, for `charrnn train --resume` to begin from.
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
    parser.add_argument("--initial")
    parser.add_argument("--log")
    parser.add_argument("--log-every", type=int, default=1000)
    parser.add_argument("--validation-every", type=int, default=10000)
    parser.add_argument("--until", type=float, default=0)
    options = parser.parse_args()

    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    with open(options.text, "rb") as file:
        data = file.read()
    index = {symbol: i for i, symbol in enumerate(sorted(set(data)))}
    steps, vocab, streams = options.sequence_length, len(index), options.batch
    training = len(data) - len(data) // 10 if options.log else len(data)
    length = training // streams
    text = torch.tensor([index[symbol] for symbol in data[: streams * length]]).view(streams, length).t()  # [length, B]
    held_out = torch.tensor([index[symbol] for symbol in b"\n" + data[training : training + 16384] if symbol in index])

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
    if options.initial:
        save(options.initial, torch.nn.ModuleDict({"rnn": rnn, "out": output}).state_dict(), {"vocabulary": json.dumps(sorted(set(data))), "encoding": "bytes"})

    log = Log(options, len(data), vocab, optimizer) if options.log else None
    smooth_loss, position, hidden, epoch = steps * math.log(vocab), 0, None, 0
    start = time.perf_counter()
    for iteration in range(1, options.iterations + 1):
        if position + steps + 1 >= length:
            position, hidden, epoch = 0, None, epoch + 1  # state 0
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
        if log:
            validates = iteration % options.validation_every == 0
            validation = bits_per_symbol(rnn, output, one_hot, held_out, hidden) if validates else math.inf
            if validates or iteration % options.log_every == 0:
                log.write(iteration, epoch, loss.item(), smooth_loss, validation, time.perf_counter() - start)
            if validation < options.until:
                break
    seconds = time.perf_counter() - start
    print(json.dumps({"smooth_loss": smooth_loss, "training_seconds": seconds, "iterations": options.iterations}))


def save(path, weights, metadata):
    """Writes a safetensors file."""
    header, end = {"__metadata__": metadata}, 0
    for name, weight in weights.items():
        header[name] = {"dtype": "F32", "shape": list(weight.shape), "data_offsets": [end, end := end + 4 * weight.numel()]}
    encoded = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(len(encoded).to_bytes(8, "little") + encoded + b"".join(weight.detach().numpy().tobytes() for weight in weights.values()))


@torch.no_grad()
def bits_per_symbol(rnn, output, one_hot, symbols, hidden):
    """Of one stream of symbols, the first one given, from the state that stream 0 is in."""
    state = tuple(part[:, :1].contiguous() for part in hidden) if isinstance(hidden, tuple) else hidden[:, :1].contiguous()
    states, _ = rnn(one_hot[symbols[:-1]].unsqueeze(1), state)
    return torch.nn.functional.cross_entropy(output(states).squeeze(1), symbols[1:]).item() / math.log(2)


class Log:
    """Writes lines as `charrnn train --log` does."""

    def __init__(self, options, symbols, vocab, optimizer):
        self.file = open(options.log, "w", buffering=1)
        self.steps, self.streams, self.rate = options.sequence_length, options.batch, optimizer.defaults["lr"]
        self.iteration, self.seconds = 0, 0
        self.run = {
            "version": f"PyTorch {torch.__version__}", "hidden": options.hidden, "vocab": vocab, "sequence_length": self.steps, "batch_size": self.streams, "learning_rate": self.rate,
            "clip": 5, "seed": options.seed, "encoding": "bytes", "corpus_symbols": symbols, "validation": 0.1, "threads": 1,
            "cell": options.cell, "layers": options.layers, "optimizer": type(optimizer).__name__.lower(), "dropout": 0,
        }

    def write(self, iteration, epoch, loss, smooth_loss, validation, seconds):
        symbols = (iteration - self.iteration) * self.steps * self.streams
        line = {
            "iteration": iteration, "epoch": epoch, "loss": loss, "smooth_loss": smooth_loss, "bits_per_symbol": smooth_loss / (self.steps * math.log(2)), "learning_rate": self.rate,
            "symbols_per_second": symbols / (seconds - self.seconds), "seconds": seconds,
        }
        if math.isfinite(validation):
            line["validation_bits_per_symbol"] = validation
        if self.iteration == 0:
            line["run"] = self.run
        self.file.write(json.dumps(line, separators=(",", ":")) + "\n")
        self.iteration, self.seconds = iteration, seconds


main()
