"""The networks of the benchmark as their peers take them."""

import json
import struct

import numpy

# The layers by architecture, in order.
LAYERS = {
    "digitnet": [
        "conv1", "relu", "conv2", "relu", "pool", "conv3", "relu", "conv4", "relu", "pool",
        "conv5", "relu", "conv6", "relu", "mean", "fc",
    ],
    "cnn": ["conv1", "relu", "conv2", "relu", "pool", "fc1", "relu", "fc2"],
}
PADDING = {"digitnet": 1, "cnn": 0}


def read_safetensors(path):
    """The tensors of a safetensors file by name, and its metadata."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {
        name: numpy.frombuffer(data[slice(*entry["data_offsets"])], numpy.float32).reshape(
            entry["shape"]
        )
        for name, entry in header.items()
    }
    return tensors, metadata


def write_ncnn(tensors, architecture, prefix):
    """Writes PREFIX.param and PREFIX.bin; the blob "logits" is the result."""
    lines, weights = ["Input input 0 1 blob0 0=28 1=28 2=1"], []
    for number, layer in enumerate(LAYERS[architecture]):
        blobs = f"1 1 blob{number} blob{number + 1}"
        if layer == "relu":
            lines.append(f"ReLU layer{number} {blobs}")
            continue
        if layer == "pool":
            lines.append(f"Pooling layer{number} {blobs} 0=0 1=2 2=2")
            continue
        if layer == "mean":
            lines.append(f"Pooling layer{number} {blobs} 0=1 4=1")
            continue
        weight, bias = tensors[f"{layer}.weight"], tensors[f"{layer}.bias"]
        if layer.startswith("conv"):
            lines.append(
                f"Convolution {layer} {blobs} 0={weight.shape[0]} 1=3 4={PADDING[architecture]} "
                f"5=1 6={weight.size}"
            )
        else:
            lines.append(
                f"InnerProduct {layer} {blobs} 0={weight.shape[0]} 1=1 2={weight.size}"
            )
        # A zero before the weights says that they are 32-bit floats.
        weights += [b"\0\0\0\0", weight.tobytes(), bias.tobytes()]
    lines[-1] = lines[-1].replace(f"blob{len(lines) - 1}", "logits")
    with open(f"{prefix}.param", "w") as file:
        file.write("7767517\n%d %d\n" % (len(lines), len(lines)) + "\n".join(lines) + "\n")
    with open(f"{prefix}.bin", "wb") as file:
        file.write(b"".join(weights))
    return prefix
