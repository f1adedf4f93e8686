"""Checks ../Fixtures/tiny.onnx: is it valid ONNX, and does it compute what PyTorch computed?

Run it with onnx, onnxruntime, numpy and safetensors installed, after the export tests recorded the
file with RECORD_FIXTURES=1 in their environment.
"""

from pathlib import Path

import numpy
import onnx
import onnxruntime
from safetensors.numpy import load_file

fixtures = Path(__file__).parent.parent / "Fixtures"
model = fixtures / "tiny.onnx"
reference = load_file(fixtures / "reference.safetensors")

onnx.checker.check_model(onnx.load(model), full_check=True)
session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
(logits,) = session.run(["logits"], {"image": reference["images"]})
difference = numpy.abs(logits - reference["first.logits"]).max()
assert difference < 1e-5, f"the logits differ by {difference}"
print(f"valid; the logits differ by at most {difference:.1e}")
