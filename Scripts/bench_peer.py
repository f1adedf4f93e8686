"""A contestant of the benchmark: one runtime, with the orders of Sources/digitpad-bench.

Usage: bench_peer.py onnxruntime|openvino|ncnn|torch
Networks: an ONNX file for the first two, the prefix of a .param and a .bin file for ncnn. PyTorch only
trains.
"""

import sys
import time

import numpy

IMAGE = (1, 28, 28)


class ONNXRuntime:
    def load(self, path):
        self.path, self.sessions = path, {}

    def session(self, threads):
        import onnxruntime

        if threads not in self.sessions:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            self.sessions[threads] = onnxruntime.InferenceSession(
                self.path, options, providers=["CPUExecutionProvider"]
            )
        return self.sessions[threads]

    def runner(self, threads, batch):
        session = self.session(threads)
        return lambda images: session.run(["probabilities"], {"image": images})[0]


class OpenVINO:
    def load(self, path):
        import openvino

        self.core, self.path, self.requests = openvino.Core(), path, {}

    def runner(self, threads, batch):
        if (threads, batch) not in self.requests:
            model = self.core.read_model(self.path)
            model.reshape([batch, *IMAGE])
            # 32-bit floats, as the others compute; on some processors it would choose 16.
            options = {
                "INFERENCE_NUM_THREADS": threads,
                "PERFORMANCE_HINT": "LATENCY",
                "INFERENCE_PRECISION_HINT": "f32",
            }
            compiled = self.core.compile_model(model, "CPU", options)
            self.requests[threads, batch] = compiled.create_infer_request()
        request = self.requests[threads, batch]

        def run(images):
            request.infer({0: images}, share_inputs=True)
            return request.get_tensor("probabilities").data

        return run


class NCNN:
    def load(self, prefix):
        import ncnn

        self.ncnn, self.networks = ncnn, {}
        self.prefix = prefix

    def network(self, threads):
        if threads not in self.networks:
            network = self.ncnn.Net()
            network.opt.num_threads = threads
            network.opt.use_fp16_packed = network.opt.use_fp16_storage = False
            network.opt.use_fp16_arithmetic = network.opt.use_bf16_storage = False
            network.load_param(f"{self.prefix}.param")
            network.load_model(f"{self.prefix}.bin")
            self.networks[threads] = network
        return self.networks[threads]

    def runner(self, threads, batch):
        network = self.network(threads)

        def run(images):
            logits = []
            for image in images:
                extractor = network.create_extractor()
                extractor.input("blob0", self.ncnn.Mat(image))
                logits.append(numpy.array(extractor.extract("logits")[1]))
            # As many digits as there are; the driver knows the temperature.
            return numpy.stack(logits)

        return run


class PyTorch:
    def load(self, path):
        raise SystemExit("PyTorch only trains here")

    def step(self, name, images, batch, threads):
        import torch
        from torch import nn

        torch.set_num_threads(threads)
        torch.set_flush_denormal(True)
        torch.manual_seed(1)

        def block(inputs, outputs):
            return [
                nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
                nn.BatchNorm2d(outputs),
                nn.ReLU(),
            ]

        if name == "mlp":
            layers = [nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Dropout(0.2)]
            layers += [nn.Linear(128, 10)]
        elif name == "cnn":
            layers = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU()]
            layers += [nn.MaxPool2d(2), nn.Dropout(0.25), nn.Flatten(), nn.Linear(9216, 128)]
            layers += [nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10)]
        else:
            layers = block(1, 16) + block(16, 16) + [nn.MaxPool2d(2)]
            layers += block(16, 48) + block(48, 48) + [nn.MaxPool2d(2)]
            layers += block(48, 96) + block(96, 96)
            layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2), nn.Linear(96, 11)]
        network = nn.Sequential(*layers)
        optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
        images = torch.from_numpy(images)
        groups, next_group = len(images) // batch, iter(range(10**9))

        def step():
            first = next(next_group) % groups * batch
            # As the contestant that drew the images has them.
            labels = torch.arange(first, first + batch) % 10
            optimizer.zero_grad()
            logits = network(images[first : first + batch])
            nn.functional.cross_entropy(logits, labels).backward()
            optimizer.step()

        return step


def times(rounds, warm_up, pause, body):
    for _ in range(warm_up):
        body()
    result = []
    for _ in range(rounds):
        if pause:
            time.sleep(pause / 1000)
        start = time.perf_counter_ns()
        body()
        result.append((time.perf_counter_ns() - start) / 1000)
    return result


class Contestant:
    def __init__(self, name):
        runtimes = {"onnxruntime": ONNXRuntime, "openvino": OpenVINO, "ncnn": NCNN}
        self.runtime = {**runtimes, "torch": PyTorch}[name]()

    def images_(self, path, count):
        self.images = numpy.fromfile(path, numpy.float32).reshape(-1, *IMAGE)[: int(count)]
        return [len(self.images)]

    def network(self, path):
        self.path = path
        self.runtime.load(path)
        return [0]

    def load(self, rounds):
        def load_and_run():
            self.runtime.load(self.path)
            self.runtime.runner(1, 1)(self.images[:1])

        return times(int(rounds), 1, 0, load_and_run)

    def outputs(self, count):
        run = self.runtime.runner(1, int(count))
        return numpy.array(run(self.images[: int(count)])).ravel().tolist()

    def infer(self, batch, threads, rounds, pause):
        batch, rounds = int(batch), int(rounds)
        run = self.runtime.runner(int(threads), batch)
        groups = len(self.images) // batch
        parts = [self.images[n * batch : (n + 1) * batch] for n in range(groups)]
        next_part = iter(range(10**9))
        return times(
            rounds,
            20 if batch == 1 else 2,
            float(pause),
            lambda: run(parts[next(next_part) % groups]),
        )

    def train(self, name, batch, threads, rounds):
        step = self.runtime.step(name, self.images, int(batch), int(threads))
        return times(int(rounds), 3, 0, step)


def main():
    contestant = Contestant(sys.argv[1])
    for line in sys.stdin:
        order, *words = line.split()
        method = getattr(contestant, "images_" if order == "images" else order)
        print(*method(*words), flush=True)


main()
