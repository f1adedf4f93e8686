"""Measures this program beside other runtimes, on the same networks and images, in turns.

Usage: bench.py PROGRAM BENCH FOLDER
Each contestant is a process of its own that waits at a pipe while the others run. The order is drawn
anew in each round. A ratio is the median over the rounds of our median time divided by a peer's in
the same round; the best peer is the one with the highest ratio. Writes FOLDER/results.json and
FOLDER/results.md.
"""

import contextlib
import importlib.util
import json
import os
import pathlib
import platform
import pty
import random
import select
import sqlite3
import statistics
import subprocess
import sys
import time

import numpy

import bench_models

ROUNDS = 7
IMAGES = 1000
HERE = pathlib.Path(__file__).parent
FRAME_MS = 16
LONG_HISTORY = 10_000


class Contestant:
    """A process that takes orders."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} has ended at: {' '.join(map(str, words))}")
        return [float(word) for word in line.split()]

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def percentile(values, share):
    return float(numpy.percentile(values, share))


class Results:
    """What was measured, and what it was to be."""

    def __init__(self):
        self.rows = []

    def add(self, case, unit, ours, bar, peers=None, of=50):
        """`ours` and each of the peers' times are lists of rounds; the bar is for percentile `of`."""
        row = {
            "case": case,
            "unit": unit,
            "ours_p50": percentile(sum(ours, []), 50),
            "ours_p99": percentile(sum(ours, []), 99),
            "peer": None,
            "peer_p50": None,
            "peer_p99": None,
            "ratio": None,
            "bar": bar,
            "noisy": self.spread(ours) > 0.25,
        }
        for name, times in (peers or {}).items():
            ratio = statistics.median(
                percentile(mine, of) / percentile(theirs, of) for mine, theirs in zip(ours, times)
            )
            if row["ratio"] is None or ratio > row["ratio"]:
                row["peer"], row["ratio"] = name, ratio
                row["peer_p50"] = percentile(sum(times, []), 50)
                row["peer_p99"] = percentile(sum(times, []), 99)
        judged = row["ratio"] if peers else row[f"ours_p{of}"]
        row["met"] = None if bar is None or judged is None else bool(judged <= bar)
        self.rows.append(row)
        print(self.sentence(row), flush=True)

    @staticmethod
    def spread(rounds):
        """How far the rounds' medians lie apart, as a share of them."""
        medians = [statistics.median(times) for times in rounds]
        return (max(medians) - min(medians)) / statistics.median(medians)

    @staticmethod
    def sentence(row):
        text = f"{row['case']:32} {row['ours_p50']:10.3f} {row['unit']}"
        if row["ratio"] is not None:
            text += f"   {row['peer']} {row['peer_p50']:.3f}, ratio {row['ratio']:.2f}"
        if row["met"] is not None:
            text += f", bar {row['bar']} {'met' if row['met'] else 'MISSED'}"
        return text + (", noisy" if row["noisy"] else "")

    def table(self, machine):
        lines = [
            machine,
            "",
            "| case | ours p50 | p99 | best peer | p50 | p99 | ratio | bar |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for row in self.rows:
            def number(key):
                return "" if row[key] is None else f"{row[key]:.3g}"

            bar = "" if row["bar"] is None else f"{row['bar']}{'' if row['met'] else ' missed'}"
            case = f"{row['case']} ({row['unit']}{', noisy' if row['noisy'] else ''})"
            lines.append(
                f"| {case} | {number('ours_p50')} | {number('ours_p99')} "
                f"| {row['peer'] or ''} | {number('peer_p50')} | {number('peer_p99')} "
                f"| {number('ratio')} | {bar} |"
            )
        return "\n".join(lines) + "\n"


def take_turns(contestants, *order):
    """The microseconds of each contestant, a list for each round."""
    times = {contestant.name: [] for contestant in contestants}
    for _ in range(ROUNDS):
        for contestant in random.sample(contestants, len(contestants)):
            times[contestant.name].append(contestant.ask(*order))
    return times


def softmax(values):
    exponentials = numpy.exp(values - values.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def check_outputs(contestants, metadata):
    """All must say the same of the same images."""
    count = 16
    results = {}
    for contestant in contestants:
        values = numpy.array(contestant.ask("outputs", count)).reshape(count, -1)
        if contestant.name == "ncnn":
            values = softmax(values[:, :10] / float(metadata.get("temperature", 1)))
        results[contestant.name] = values
    ours = results.pop("digitpad")
    for name, values in results.items():
        difference = float(numpy.abs(ours - values).max())
        print(f"  {name} differs from us by at most {difference:.1e}")
        if not difference <= 1e-5:
            sys.exit(f"{name} computes something else: {difference}")


def measure_inference(results, program, bench, folder, peers):
    ours = Contestant("digitpad", [bench, "contestant"])
    images = folder / "images.f32"
    ours.ask("drawings", IMAGES, images)
    ours.ask("images", images, IMAGES)
    weights = {"bundled": folder / "bundled.safetensors", "cnn": folder / "cnn.safetensors"}
    subprocess.run([program, "model", "export", "--format", "safetensors", weights["bundled"]], check=True)
    ours.ask("learn", "cnn", weights["cnn"])
    bars = {
        ("bundled", 1): 0.60, ("bundled", 64): 0.50, ("cnn", 1, 1): 0.70, ("cnn", 1, 2): 0.65,
        ("cnn", 64): 0.45,
    }
    for name, path in weights.items():
        onnx = folder / f"{name}.onnx"
        subprocess.run(
            [program, "model", "export", "--format", "onnx", "--model", path, onnx], check=True
        )
        tensors, metadata = bench_models.read_safetensors(path)
        ncnn = bench_models.write_ncnn(tensors, metadata["architecture"], folder / name)
        contestants = [ours]
        for peer in peers:
            contestants.append(Contestant(peer, [sys.executable, HERE / "bench_peer.py", peer]))
        for contestant in contestants:
            contestant.ask("images", images, IMAGES)
            networks = {"digitpad": path, "ncnn": ncnn}
            contestant.ask("network", networks.get(contestant.name, onnx))
        check_outputs(contestants, metadata)
        for batch, rounds in [(1, 200), (64, 8), (1000, 1)]:
            for threads in (1, 2):
                times = take_turns(contestants, "infer", batch, threads, rounds, 0)
                mine = times.pop("digitpad")
                bar = bars.get((name, batch)) or bars.get((name, batch, threads))
                results.add(f"infer/{name}/b{batch}/t{threads}", "µs", mine, bar, times)
        for threads in (1, 2):
            times = take_turns(contestants, "infer", 1, threads, 200, FRAME_MS)
            mine = times.pop("digitpad")
            results.add(f"infer-paced/{name}/b1/t{threads}", "µs", mine, 0.8, times, of=99)
        times = take_turns(contestants, "load", 5)
        mine = times.pop("digitpad")
        results.add(f"load/{name}", "µs", mine, None, times)
        for contestant in contestants[1:]:
            contestant.end()
    return ours


def measure_training(results, ours, folder, has_torch):
    contestants = [ours]
    if has_torch:
        contestants.append(Contestant("torch", [sys.executable, HERE / "bench_peer.py", "torch"]))
        contestants[-1].ask("images", folder / "images.f32", IMAGES)
    cases = [("mlp", "mlp", 32, 0.40, 200), ("cnn", "cnn", 64, 0.25, 12)]
    for name, architecture, batch, bar, steps in cases + [("bundled", "digitnet", 128, 0.40, 6)]:
        times = take_turns(contestants, "train", architecture, batch, 2, steps)
        epoch = 60_000 / batch / 1e6
        seconds = {key: [[t * epoch for t in each] for each in value] for key, value in times.items()}
        mine = seconds.pop("digitpad")
        bar = bar if has_torch else None
        results.add(f"train/{name}/b{batch}/t2", "s/epoch", mine, bar, seconds)


def first_frame(program, environment):
    """Milliseconds from the start to the first whole frame; and the process at its terminal."""
    terminal, device = pty.openpty()
    start = time.perf_counter()
    # Not pty.fork, which first copies this large process.
    process = subprocess.Popen(
        [program], stdin=device, stdout=device, stderr=device, env=environment
    )
    os.close(device)
    seen = b""
    while b"Draw a digit" not in seen and b"? help" not in seen:
        seen += os.read(terminal, 65536)
    return (time.perf_counter() - start) * 1000, process, terminal


def resident(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def drain(terminal):
    """Reads what there is; a terminal whose program has ended has nothing."""
    try:
        while select.select([terminal], [], [], 0.05)[0] and os.read(terminal, 65536):
            pass
    except OSError:
        pass


def quit_program(process, terminal):
    drain(terminal)
    os.write(terminal, b"q")
    drain(terminal)
    process.wait()
    os.close(terminal)


def long_history_file(program, folder, environment):
    """A history of one drawing, saved LONG_HISTORY times."""
    path = folder / "long-history.sqlite3"
    for old in folder.glob(path.name + "*"):
        old.unlink()
    _, process, terminal = first_frame(program, environment | {"DIGITPAD_DATABASE": str(path)})
    os.write(terminal, b"\033[<0;9;9M\033[<32;19;9M\033[<32;14;19M\033[<0;14;19m")
    drain(terminal)
    os.write(terminal, b"7")
    quit_program(process, terminal)
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(predictions)")]
        columns = ", ".join(name for name in columns if name != "id")
        database.execute(
            f"WITH RECURSIVE copies(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM copies WHERE n < {LONG_HISTORY}) "
            f"INSERT INTO predictions ({columns}) SELECT {columns} FROM predictions, copies"
        )
        count = database.execute("SELECT count(*) FROM predictions").fetchone()[0]
    if count != LONG_HISTORY:
        sys.exit(f"the long history has {count} drawings")
    return path


def measure_program(results, program, folder, ours):
    environment = {
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "history"),
    }
    results.add("preprocess/drawing", "µs", [ours.ask("preprocess", 500) for _ in range(ROUNDS)], None)
    for side in (280, 2000):
        times = [ours.ask("picture", side, 20) for _ in range(ROUNDS)]
        results.add(f"preprocess/picture-{side}", "µs", times, None)
    dabs = [[t / 1000 for t in ours.ask("dab", 500)] for _ in range(ROUNDS)]
    results.add("dab-to-frame", "ms", dabs, 2, of=99)

    versions, frames, later_frames = [], [], []
    long_history = environment | {"DIGITPAD_DATABASE": str(long_history_file(program, folder, environment))}
    for _ in range(ROUNDS):
        for times in (versions, frames, later_frames):
            times.append([])
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([program, "--version"], stdout=subprocess.DEVNULL, check=True)
            versions[-1].append((time.perf_counter() - start) * 1000)
            for times, history in ((frames, environment), (later_frames, long_history)):
                milliseconds, process, terminal = first_frame(program, history)
                times[-1].append(milliseconds)
                quit_program(process, terminal)
    results.add("start/version", "ms", versions, 15)
    results.add("start/first-frame", "ms", frames, 15)
    results.add(f"start/first-frame-{LONG_HISTORY}-drawings", "ms", later_frames, None)

    _, process, terminal = first_frame(program, environment)
    drain(terminal)
    sizes = [resident(process)]
    # As somebody draws who throws every fourth stroke's drawing away.
    strokes = 0
    for _ in range(100):
        for _ in range(100):
            column, row = 4 + strokes % 20, 4 + strokes // 20 % 10
            report = f"\033[<0;{column};{row}M\033[<32;{column + 3};{row}M\033[<0;{column + 3};{row}m"
            os.write(terminal, report.encode())
            strokes += 1
            if strokes % 4 == 0:
                os.write(terminal, b"x")
        drain(terminal)
    sizes.append(resident(process))
    quit_program(process, terminal)
    results.add("memory/drawing", "MB", [[sizes[0]]], 25)
    results.add(f"memory/drawing-{strokes}-strokes", "MB", [[sizes[1]]], 25)


def machine_line():
    with open("/proc/cpuinfo") as file:
        model = next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    load = os.getloadavg()[0]
    line = f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, load {load:.1f}"
    return line


def main():
    program, bench = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    folder = pathlib.Path(sys.argv[3]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    installed = [
        name
        for name in ("onnxruntime", "openvino", "ncnn", "torch")
        if importlib.util.find_spec(name)
    ]
    machine = machine_line()
    print(machine)
    random.seed(1)
    results = Results()
    peers = [name for name in installed if name != "torch"]
    ours = measure_inference(results, program, bench, folder, peers)
    # What trains keeps its memory, which the drawing program does not: that one goes first.
    measure_program(results, program, folder, ours)
    measure_training(results, ours, folder, "torch" in installed)
    ours.end()

    noisy = [row["case"] for row in results.rows if row["noisy"]]
    if noisy:
        print(f"TOO NOISY to trust: the rounds differ by more than a quarter in {', '.join(noisy)}")
    (folder / "results.json").write_text(json.dumps(results.rows, indent=1) + "\n")
    (folder / "results.md").write_text(results.table(machine))
    missed = [row["case"] for row in results.rows if row["met"] is False]
    print(f"{folder / 'results.md'}; missed: {', '.join(missed) or 'none'}")


main()
