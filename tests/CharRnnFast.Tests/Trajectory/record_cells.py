"""Records the trajectories that CellTrajectoryTests follows: PyTorch's layers and optimizers in float64.

    python3 record_cells.py            writes the folder cells/; needs numpy and torch (Debian: package python3-torch for /usr/bin/python3)
    python3 record_cells.py --float32  writes nothing: how far PyTorch's float32 departs from its float64, for the tests' tolerances

cells/text.txt          the text; its symbols are its distinct characters, in ascending order
cells/start-CELL-LAYERS.safetensors                the start weights, named as in PyTorch
cells/CELL-LAYERS-OPTIMIZER-STREAMS.safetensors    the weights after the last step, rounded to float32; the metadata hold the settings
cells/losses.csv        a column for each trajectory, named as its end weights, and a row for each step: nats, summed over the sequence's
                        T steps, averaged over the streams, before the step's update

The text is cut into B contiguous streams of floor(length / B) symbols. Step k, from 0, reads T symbols of each from k*T on; the targets
are one symbol further; no stream ends within the steps recorded. The states are 0 before the first step and carried from step to step.
Gradients are averaged over the streams, then clipped elementwise: to 5 with one stream, which no element reaches, to 0.5 with four, which
many do. Start weights and biases are drawn from U(-1/sqrt(H), 1/sqrt(H)), an LSTM's forget gate gets 1 more, and all is rounded to
float32. PyTorch's second bias, bias_hh, is 0 and frozen, but for the third part of a GRU's, which the reset gate multiplies. Adagrad is
not PyTorch's, whose epsilon stands outside of the root, but two lines of numpy on PyTorch's gradients; its learning rate is 0.02, as the
usual 0.1 makes a hundred times more of float32's rounding.
"""
import argparse
import json
import os
import struct

import numpy as np
import torch

HIDDEN, SEQUENCE_LENGTH, STEPS = 20, 10, 100
CELLS = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}
CLIPS = {1: 5.0, 4: 0.5}
LEARNING_RATES = {"adam": 0.002, "rmsprop": 0.002, "adagrad": 0.02}
TRAJECTORIES = [
    (cell, layers, optimizer, streams)
    for cell in CELLS
    for layers in (1, 2)
    for optimizer in ("adam", "rmsprop")
    for streams in (1, 4)
] + [("rnn", 2, "adagrad", 4), ("lstm", 1, "adagrad", 1)]
WORDS = "a gale bore in from the north and the old boat rode at anchor in the fog".split()
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cells")


def make_text(length):
    """Words in an order that a linear congruential generator draws; every seventh ends a line."""
    state, words, size = 1, [], 0
    while size < length:
        state = (state * 1103515245 + 12345) % 2**31
        words.append(WORDS[(state >> 16) % len(WORDS)] + ("\n" if len(words) % 7 == 6 else " "))
        size += len(words[-1])
    return "".join(words)


class Adagrad:
    """m += g*g; w -= learning rate * g / sqrt(m + 1e-8)."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.memory = [np.zeros(tuple(w.shape), w.detach().numpy().dtype) for w in parameters]

    def step(self):
        for w, m in zip(self.parameters, self.memory):
            g = w.grad.numpy()
            m += g * g
            w.data -= torch.from_numpy(LEARNING_RATES["adagrad"] * g / np.sqrt(m + 1e-8))

    def zero_grad(self):
        for w in self.parameters:
            w.grad = None


class Model(torch.nn.Module):
    """One-hot symbols, a recurrent network `rnn`, and the logits, `out`."""

    def __init__(self, cell, layers, vocab_size):
        super().__init__()
        self.vocab_size = vocab_size
        self.rnn = CELLS[cell](vocab_size, HIDDEN, layers)
        self.out = torch.nn.Linear(HIDDEN, vocab_size)

    def forward(self, inputs, state):
        one_hot = torch.nn.functional.one_hot(inputs, self.vocab_size).to(self.out.weight.dtype)
        hidden, state = self.rnn(one_hot, state)
        return self.out(hidden), state

    def draw(self, cell, random):
        for name, w in self.named_parameters():
            values = random.uniform(-1, 1, tuple(w.shape)) / np.sqrt(HIDDEN)
            if "bias_hh" in name:
                values[: 2 * HIDDEN if cell == "gru" else None] = 0
            if "bias_ih" in name and cell == "lstm":
                values[HIDDEN : 2 * HIDDEN] += 1
            w.data.copy_(torch.from_numpy(values.astype(np.float32)))

    def freeze_second_bias(self, cell):
        def only_candidate(gradient):
            gradient = gradient.clone()
            gradient[: 2 * HIDDEN] = 0
            return gradient

        for name, w in self.named_parameters():
            if "bias_hh" in name and cell == "gru":
                w.register_hook(only_candidate)
            elif "bias_hh" in name:
                w.requires_grad_(False)


def make_optimizer(name, parameters):
    if name == "adam":
        return torch.optim.Adam(parameters, lr=LEARNING_RATES[name], betas=(0.9, 0.999), eps=1e-8)
    if name == "rmsprop":
        return torch.optim.RMSprop(parameters, lr=LEARNING_RATES[name], alpha=0.95, eps=1e-8)
    return Adagrad(parameters)


def train(model, optimizer, symbols, streams):
    """Trains the model; returns the losses."""
    length = len(symbols) // streams
    assert (STEPS - 1) * SEQUENCE_LENGTH + SEQUENCE_LENGTH + 1 < length, "a stream would end"
    text = symbols[: streams * length].reshape(streams, length).T
    state, losses = None, []
    for step in range(STEPS):
        begin = step * SEQUENCE_LENGTH
        inputs, targets = text[begin : begin + SEQUENCE_LENGTH], text[begin + 1 : begin + SEQUENCE_LENGTH + 1]
        logits, state = model(inputs, state)
        state = tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()
        loss = torch.nn.functional.cross_entropy(logits.reshape(-1, model.vocab_size), targets.reshape(-1), reduction="sum") / streams
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_value_(model.parameters(), CLIPS[streams])
        optimizer.step()
        losses.append(loss.item())
    return losses


def save_safetensors(path, tensors, metadata):
    header, blocks, offset = {"__metadata__": metadata}, [], 0
    for name, tensor in tensors.items():
        block = np.ascontiguousarray(tensor, "<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(block)]}
        blocks.append(block)
        offset += len(block)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blocks))


def save_model(name, model, vocabulary, **settings):
    tensors = {key: w.detach().numpy() for key, w in model.named_parameters()}
    metadata = {"vocabulary": json.dumps([ord(c) for c in vocabulary])}
    metadata.update((key, str(value)) for key, value in settings.items())
    save_safetensors(os.path.join(FOLDER, name + ".safetensors"), tensors, metadata)


def start_model(cell, layers, vocab_size, dtype):
    torch.set_default_dtype(dtype)
    model = Model(cell, layers, vocab_size)
    model.draw(cell, np.random.default_rng([list(CELLS).index(cell), layers]))
    model.freeze_second_bias(cell)
    return model


def record(trajectory, symbols, vocabulary, dtype):
    """Returns the model at the end of a trajectory, and its losses."""
    cell, layers, optimizer, streams = trajectory
    model = start_model(cell, layers, len(vocabulary), dtype)
    trained = [w for w in model.parameters() if w.requires_grad]
    return model, train(model, make_optimizer(optimizer, trained), symbols, streams)


def name_of(trajectory):
    return "-".join(map(str, trajectory))


def settings_of(trajectory):
    cell, layers, optimizer, streams = trajectory
    return {
        "cell": cell,
        "layers": layers,
        "optimizer": optimizer,
        "batch_size": streams,
        "sequence_length": SEQUENCE_LENGTH,
        "learning_rate": LEARNING_RATES[optimizer],
        "clip": CLIPS[streams],
    }


def write_all(text, symbols, vocabulary):
    os.makedirs(FOLDER, exist_ok=True)
    with open(os.path.join(FOLDER, "text.txt"), "w", newline="") as file:
        file.write(text)
    for cell in CELLS:
        for layers in (1, 2):
            model = start_model(cell, layers, len(vocabulary), torch.float64)
            save_model(f"start-{cell}-{layers}", model, vocabulary, cell=cell, layers=layers)
    columns = []
    for trajectory in TRAJECTORIES:
        model, losses = record(trajectory, symbols, vocabulary, torch.float64)
        save_model(name_of(trajectory), model, vocabulary, **settings_of(trajectory))
        columns.append(losses)
        print(f"{name_of(trajectory):20} {losses[0]:8.4f} {losses[-1]:8.4f}")
    with open(os.path.join(FOLDER, "losses.csv"), "w", newline="") as file:
        file.write(",".join(map(name_of, TRAJECTORIES)) + "\n")
        file.writelines(",".join(map(repr, row)) + "\n" for row in zip(*columns))


def compare_float32(symbols, vocabulary):
    for trajectory in TRAJECTORIES:
        model64, losses64 = record(trajectory, symbols, vocabulary, torch.float64)
        model32, losses32 = record(trajectory, symbols, vocabulary, torch.float32)
        error = max(abs(a - b) / b for a, b in zip(losses32, losses64))
        weights = max(float((a - b).abs().max()) for a, b in zip(model32.parameters(), model64.parameters()))
        print(f"{name_of(trajectory):20} largest relative difference of a loss {error:.1e}, of a weight {weights:.1e}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--float32", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(1)
    streams = max(streams for _, _, _, streams in TRAJECTORIES)
    text = make_text(streams * (STEPS * SEQUENCE_LENGTH + 2))
    vocabulary = sorted(set(text))
    symbols = torch.tensor([vocabulary.index(c) for c in text])
    print(f"{len(text)} symbols, V = {len(vocabulary)}")
    if options.float32:
        compare_float32(symbols, vocabulary)
    else:
        write_all(text, symbols, vocabulary)


if __name__ == "__main__":
    main()
