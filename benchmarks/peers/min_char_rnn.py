"""The algorithm of min-char-rnn in numpy: the peer that CharRnnFast is timed against, and what its trajectory test follows.

    python3 min_char_rnn.py TEXT [--hidden 100] [--sequence-length 25] [--batch 1] [--iterations 1000] [--seed 1] [--dtype float64]
        [--load START.safetensors] [--save END.safetensors] [--trace LOSSES.txt]

Written from the algorithm's description, in the order of the original program (A. Karpathy, min-char-rnn, BSD licence). Prints the smooth
loss and the time of an iteration. With --batch B the text is cut into B streams, whose gradients are averaged; a checkpoint of another number
of streams begins a new run. A checkpoint holds float32 numbers whatever the type calculated in; --trace writes one loss a line.
"""
import argparse
import json
import struct
import time

import numpy as np

PARAMETERS = ("Wxh", "Whh", "Why", "bh", "by")


def load_safetensors(path):
    with open(path, "rb") as file:
        data = file.read()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + size])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[8 + size + begin : 8 + size + end], "<f4")
        tensors[name] = values.reshape(entry["shape"])
    return tensors, metadata


def save_safetensors(path, tensors, metadata):
    header, blocks, offset = {"__metadata__": metadata}, [], 0
    for name, tensor in tensors.items():
        block = np.ascontiguousarray(tensor, "<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(block)]}
        blocks.append(block)
        offset += len(block)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blocks))


class MinCharRnn:
    """Weights, Adagrad memory, data pointer and hidden states of one run over a text of symbol indices."""

    def __init__(self, text, vocab_size, options):
        self.text, self.vocab_size = text, vocab_size
        self.hidden_size, self.steps, self.streams = options.hidden, options.sequence_length, options.batch
        self.length = len(text) // self.streams
        self.learning_rate, self.clip, self.dtype = 0.1, 5.0, np.dtype(options.dtype)
        random = np.random.default_rng(options.seed)
        h, v = self.hidden_size, vocab_size
        shapes = {"Wxh": (h, v), "Whh": (h, h), "Why": (v, h)}
        self.weights = {name: (random.standard_normal(shape) * 0.01).astype(self.dtype) for name, shape in shapes.items()}
        self.weights.update(bh=np.zeros(h, self.dtype), by=np.zeros(v, self.dtype))
        self.memory = {name: np.zeros_like(w) for name, w in self.weights.items()}
        self.hidden = np.zeros((self.streams, h), self.dtype)
        self.iteration, self.position, self.epoch = 0, 0, 0
        self.smooth_loss = self.steps * np.log(v)
        self.losses = []

    def load(self, path):
        tensors, metadata = load_safetensors(path)
        for name in PARAMETERS:
            self.weights[name] = tensors[name].astype(self.dtype)
            if "m" + name in tensors:
                self.memory[name] = tensors["m" + name].astype(self.dtype)
        self.hidden_size = tensors["Whh"].shape[0]
        self.hidden = np.zeros((self.streams, self.hidden_size), self.dtype)
        if "hprev" not in tensors or tensors["hprev"].shape != self.hidden.shape:
            return
        self.hidden = tensors["hprev"].astype(self.dtype)
        for name in ("iteration", "position", "epoch"):
            setattr(self, name, int(metadata.get(name, 0)))
        self.smooth_loss = float(metadata.get("smooth_loss", self.smooth_loss))

    def save(self, path, vocabulary):
        tensors = dict(self.weights)
        tensors.update({"m" + name: self.memory[name] for name in PARAMETERS})
        tensors["hprev"] = self.hidden
        metadata = {
            "encoding": "utf-8", "vocabulary": json.dumps(vocabulary), "iteration": str(self.iteration), "position": str(self.position),
            "epoch": str(self.epoch), "smooth_loss": repr(float(self.smooth_loss)),
        }
        save_safetensors(path, tensors, metadata)

    def loss_and_gradients(self, inputs, targets, stream):
        w = self.weights
        h, p, loss = {-1: self.hidden[stream]}, {}, 0.0
        for t, symbol in enumerate(inputs):
            h[t] = np.tanh(w["Wxh"][:, symbol] + w["Whh"] @ h[t - 1] + w["bh"])
            y = w["Why"] @ h[t] + w["by"]
            e = np.exp(y - y.max())
            p[t] = e / e.sum()
            loss -= float(np.log(p[t][targets[t]]))
        d = {name: np.zeros_like(tensor) for name, tensor in w.items()}
        da_next = np.zeros_like(h[-1])
        for t in reversed(range(len(inputs))):
            dy = p[t]
            dy[targets[t]] -= 1
            d["Why"] += np.outer(dy, h[t])
            d["by"] += dy
            da = (1 - h[t] * h[t]) * (w["Why"].T @ dy + w["Whh"].T @ da_next)
            d["bh"] += da
            d["Wxh"][:, inputs[t]] += da
            d["Whh"] += np.outer(da, h[t - 1])
            da_next = da
        self.hidden[stream] = h[len(inputs) - 1]
        return loss, d

    def step(self):
        if self.iteration == 0 or self.position + self.steps + 1 >= self.length:
            self.epoch += self.iteration > 0
            self.position = 0
            self.hidden = np.zeros_like(self.hidden)
        loss, gradients = 0.0, None
        for stream in range(self.streams):
            begin = stream * self.length + self.position
            symbols = self.text[begin : begin + self.steps + 1]
            stream_loss, d = self.loss_and_gradients(symbols[:-1], symbols[1:], stream)
            loss += stream_loss
            gradients = d if gradients is None else {name: gradients[name] + d[name] for name in PARAMETERS}
        if self.streams > 1:
            loss /= self.streams
            gradients = {name: gradients[name] / self.streams for name in PARAMETERS}
        self.smooth_loss = 0.999 * self.smooth_loss + 0.001 * loss
        for name in PARAMETERS:
            g = np.clip(gradients[name], -self.clip, self.clip)
            self.memory[name] += g * g
            self.weights[name] -= self.learning_rate * g / np.sqrt(self.memory[name] + 1e-8)
        self.position += self.steps
        self.iteration += 1
        self.losses.append(loss)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text")
    parser.add_argument("--hidden", type=int, default=100)
    parser.add_argument("--sequence-length", type=int, default=25)
    parser.add_argument("--batch", type=int, default=1, help="parallel streams")
    parser.add_argument("--iterations", type=int, default=1000, help="steps to do now")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dtype", choices=("float64", "float32"), default="float64")
    parser.add_argument("--load")
    parser.add_argument("--save")
    parser.add_argument("--trace")
    options = parser.parse_args()

    with open(options.text, encoding="utf-8", newline="") as file:
        text = file.read()
    symbols = sorted(set(text))
    index = {symbol: i for i, symbol in enumerate(symbols)}
    model = MinCharRnn([index[symbol] for symbol in text], len(symbols), options)
    if options.load:
        model.load(options.load)

    start = time.perf_counter()
    for _ in range(options.iterations):
        model.step()
    seconds = time.perf_counter() - start

    if options.iterations:
        print(f"smooth loss {model.smooth_loss:.6f}, {seconds / options.iterations * 1e6:.1f} us an iteration")
    if options.save:
        model.save(options.save, [ord(symbol) for symbol in symbols])
    if options.trace:
        with open(options.trace, "w", encoding="utf-8") as file:
            file.writelines(f"{loss!r}\n" for loss in model.losses)


if __name__ == "__main__":
    main()
