"""The tables of cells.sh from its measurements, one JSON object a line: table, case, side, result.

    python3 cells.py MEASURED

Ratios are taken within a round; every figure is the median over the rounds, and that of a ratio has the lowest and the highest with it.
"""
import json
import statistics
import sys

from tables import head, ratios, row, spread

GATES = {"lstm": 4, "gru": 3, "rnn": 1}
PHASES = {"forward": ("forward_recurrence",), "backward": ("backward_recurrence",), "updates": ("recurrent_update", "input_update")}


def read(path):
    """Results by table, case and side, one a round."""
    tables = {}
    with open(path, encoding="utf-8") as file:
        for line in map(json.loads, file):
            cases = tables.setdefault(line["table"], {})
            cases.setdefault(tuple(line["case"].split()), {}).setdefault(line["side"], []).append(line["result"])
    return tables


def median(values, digits):
    return f"{statistics.median(values):.{digits}f}"


def steps(cases):
    print("The whole step: forward, backward, clip, Adam.\n")
    head("cell", "L", "H", "T", "B", "CharRnnFast, us", "share of peak", "PyTorch, us", "times as fast")
    for case, sides in cases.items():
        own = [result["microseconds_per_iteration"] for result in sides["charrnn"]]
        theirs = [result["training_seconds"] * 1e6 / result["iterations"] for result in sides.get("torch", [])]
        against = (median(theirs, 0), spread(ratios(theirs, own), 1)) if theirs else ("", "")
        row(*case, median(own, 0), median([result["share_of_peak"] for result in sides["charrnn"]], 2), *against)


def microseconds(result, part):
    return sum(result["phases"][phase] for phase in PHASES[part])


class SecondLayer:
    """What the second layer of a case takes, by round, and the first, whose inputs are symbols."""

    def __init__(self, case, ones, twos, onednn):
        self.cell, _, self.hidden, self.steps, self.batch = case
        self.products = int(self.steps) * int(self.batch) * GATES[self.cell] * int(self.hidden) ** 2  # multiply-adds with one matrix
        self.ones, self.twos, self.onednn = ones, twos, onednn
        self.sizes = self.cell, self.hidden, self.steps, self.batch

    def times(self, *parts):
        return [sum(microseconds(two, part) - microseconds(one, part) for part in parts) for one, two in zip(self.ones, self.twos)]

    def theirs(self, *parts):
        return [sum(result[f"{part}_microseconds"] for part in parts) for result in self.onednn]

    def shares_of_second(self, part):
        peaks = [two["peak_gmacs"] for two in self.twos]
        return [2 * self.products / 1000 / time / peak for time, peak in zip(self.times(part), peaks)]

    def shares_of_first(self, part):
        return [self.products / 1000 / one["phases"][PHASES[part][0]] / one["peak_gmacs"] for one in self.ones]


def against_onednn(layers):
    print("\nThe second of two layers: what it adds to the phases of a step, against a layer of oneDNN. Backward gives the gradients of inputs and")
    print("weights; ours has clip and Adam in it, oneDNN's has not.\n")
    head("cell", "H", "T", "B", "forward, us", "oneDNN, us", "times as fast", "backward, us", "oneDNN, us", "times as fast", "both, times as fast")
    for layer in layers:
        forward, backward, both = layer.times("forward"), layer.times("backward", "updates"), layer.times(*PHASES)
        cells = []
        for own, parts in ((forward, ["forward"]), (backward, ["backward"])):
            cells += [median(own, 0)] + ([median(layer.theirs(*parts), 0), spread(ratios(layer.theirs(*parts), own), 2)] if layer.onednn else ["", ""])
        row(*layer.sizes, *cells, spread(ratios(layer.theirs("forward", "backward"), both), 2) if layer.onednn else "")


def shares(layers):
    print("\nThe same phases as shares of the peak: their multiply-adds by their time by the peak of the same run. A layer's updates have clip and Adam")
    print("in them; the first layer has no product with its inputs, and its update is that of the recurrent weights.\n")
    head("cell", "H", "T", "B", *(f"layer {layer}, {part}" for layer in (1, 2) for part in PHASES))
    for layer in layers:
        row(*layer.sizes, *(median(of(part), 2) for of in (layer.shares_of_first, layer.shares_of_second) for part in PHASES))


def main():
    tables = read(sys.argv[1])
    steps(tables["step"])
    layers = []
    for case, sides in tables["layer"].items():
        if "2" in sides:
            ones = tables["layer"][(case[0], "1", *case[2:])]["1"]
            layers.append(SecondLayer(case, ones, sides["2"], sides.get("onednn", [])))
    against_onednn(layers)
    shares(layers)


main()
