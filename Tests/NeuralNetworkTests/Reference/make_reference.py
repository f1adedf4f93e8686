"""Makes ../Fixtures/reference.safetensors: what PyTorch computes with two small networks.

Run it with PyTorch and safetensors installed; the tests compare the module's numbers with these.
One network has the layers of the architecture "cnn" in the same order, the other the kinds of layers
of "digitnet"; both with few channels and no dropout, which no two libraries draw alike. The file is also the tests' sample of what the Python
library writes.
"""

from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

STEPS = 3
LEARNING_RATE = 0.01
WEIGHT_DECAY = 0.1

torch.manual_seed(1)
torch.set_num_threads(1)

layers = {
    "conv1": nn.Conv2d(1, 3, 3),
    "conv2": nn.Conv2d(3, 4, 3),
    "fc1": nn.Linear(4 * 4 * 3, 8),
    "fc2": nn.Linear(8, 5),
}
model = nn.Sequential(
    layers["conv1"], nn.ReLU(),
    layers["conv2"], nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    layers["fc1"], nn.ReLU(),
    layers["fc2"],
)
parameters = {
    f"{name}.{kind}": parameter
    for name, layer in layers.items()
    for kind, parameter in layer.named_parameters()
}
images = torch.randn(6, 1, 12, 11)
labels = torch.tensor([0, 4, 2, 2, 1, 3])
tensors = {"images": images, "labels": labels.float()}


def keep(prefix, values):
    for name, value in values.items():
        tensors[f"{prefix}.{name}"] = value.detach().clone()


keep("initial", parameters)
for kind, optimizer in {
    "adam": torch.optim.Adam(parameters.values(), lr=LEARNING_RATE),
    "adamw": torch.optim.AdamW(parameters.values(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY),
}.items():
    for name, parameter in parameters.items():
        parameter.data.copy_(tensors[f"initial.{name}"])
    for step in range(STEPS):
        optimizer.zero_grad()
        logits = model(images)
        loss = nn.functional.cross_entropy(logits, labels)
        loss.backward()
        if step == 0:
            keep("first", {"logits": logits, "loss": loss.reshape(1)})
            keep("gradient", {name: p.grad for name, p in parameters.items()})
        optimizer.step()
    keep(kind, parameters)

# The second network, whose tensors' names begin with "normalized".
layers = {
    "conv1": nn.Conv2d(1, 3, 3, padding=1, bias=False),
    "norm1": nn.BatchNorm2d(3),
    "conv2": nn.Conv2d(3, 4, 3, padding=1, bias=False),
    "norm2": nn.BatchNorm2d(4),
    "fc": nn.Linear(4, 5),
}
model = nn.Sequential(
    layers["conv1"], layers["norm1"], nn.ReLU(), nn.MaxPool2d(2),
    layers["conv2"], layers["norm2"], nn.ReLU(),
    nn.AdaptiveAvgPool2d(1), nn.Flatten(), layers["fc"],
)
state = {
    f"{name}.{kind}": value
    for name, layer in layers.items()
    for kind, value in layer.state_dict(keep_vars=True).items()
    if kind != "num_batches_tracked"
}
parameters = [value for value in state.values() if value.requires_grad]
for name in ("norm1", "norm2"):
    nn.init.uniform_(state[f"{name}.weight"], 0.5, 1.5)
    nn.init.uniform_(state[f"{name}.bias"], -0.5, 0.5)
keep("normalized.initial", state)
optimizer = torch.optim.AdamW(parameters, lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
for step in range(STEPS):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(images), labels).backward()
    optimizer.step()
keep("normalized.adamw", state)
model.eval()
keep("normalized", {"logits": model(images)})

save_file(
    tensors,
    Path(__file__).parent.parent / "Fixtures" / "reference.safetensors",
    metadata={"made by": "make_reference.py"},
)
