"""Compares the program's answers with ONNX Runtime's on 500 images and 500 drawings.

Usage: check_onnx.py PROGRAM DATA FOLDER
The images are the last of MNIST's training part, the drawings the first of the development pen
strokes, scaled to 18 cells. What the network is shown comes from the program, so that only the
network and what follows it are compared.
"""

import gzip
import json
import pathlib
import subprocess
import sys

import numpy
import onnxruntime

COUNT = 500
TOLERANCE = 1e-5
# The exported network takes pixels of MNIST's mean 0 and standard deviation 1.
MEAN, DEVIATION = 0.1307, 0.3081


def images(data, folder):
    """Writes images as PGM files and returns their paths."""
    with gzip.open(data / "mnist" / "train-images-idx3-ubyte.gz") as file:
        pixels = numpy.frombuffer(file.read(), numpy.uint8, offset=16).reshape(-1, 28, 28)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for index, image in enumerate(pixels[-COUNT:]):
        path = folder / f"{index}.pgm"
        path.write_bytes(b"P5 28 28 255\n" + image.tobytes())
        paths.append(str(path))
    return paths


def drawings(data, path):
    """Writes drawings in grid cells, the ink 18 cells long in the middle of the grid."""
    with gzip.open(data / "pen" / "unipen-digits-development.jsonl.gz", "rt") as file:
        lines = [json.loads(next(file)) for _ in range(COUNT)]
    with open(path, "w") as out:
        for line in lines:
            points = numpy.array([point for stroke in line["strokes"] for point in stroke], float)
            low, high = points.min(axis=0), points.max(axis=0)
            scale = 18 / max(1e-9, (high - low).max())
            strokes = [
                [[(v - m) * scale + 14 for v, m in zip(point, (low + high) / 2)] for point in stroke]
                for stroke in line["strokes"]
            ]
            out.write(json.dumps({"id": line["id"], "strokes": strokes}) + "\n")
    return str(path)


def answers(program, *arguments):
    """The program's answers to what the arguments name."""
    run = subprocess.run(
        [program, "classify", "--json", "--inputs", *arguments], capture_output=True, text=True
    )
    if run.returncode != 0:
        sys.exit(run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]


def main():
    program, data, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    try:
        paths = images(data, folder / "images")
        strokes = drawings(data, folder / "drawings.jsonl")
    except OSError as error:
        sys.exit(f"{error.filename} cannot be read ({error.strerror}): run \"make fetch-data\" or name "
                 "the data's folder, make check-onnx DATA=folder")
    found = answers(program, *paths) + answers(program, "--strokes", strokes)
    model = str(folder / "model.onnx")
    subprocess.run([program, "model", "export", "--format", "onnx", model], check=True)

    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    shown = numpy.array([answer["input"] for answer in found], numpy.float32)
    shown = (shown - numpy.float32(MEAN)) / numpy.float32(DEVIATION)
    results = session.run(None, {"image": shown.reshape(-1, 1, 28, 28)})
    outputs = dict(zip((output.name for output in session.get_outputs()), results))

    worst = 0.0
    for name in ("probabilities", "not_digit_probability"):
        if name not in outputs:
            continue
        ours = numpy.array([answer[name] for answer in found]).reshape(outputs[name].shape)
        worst = max(worst, float(numpy.abs(ours - outputs[name]).max()))
    print(f"{len(found)} answers; the largest difference of a probability is {worst:.1e}")
    if len(found) != 2 * COUNT:
        sys.exit(f"{2 * COUNT} answers were expected")
    if not worst <= TOLERANCE:
        sys.exit(f"that is more than {TOLERANCE}")


if __name__ == "__main__":
    main()
