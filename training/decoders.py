#!/usr/bin/python3
"""Trains and exports the small neural codecs with which the demonstration makes machine-made sound.

Each model is an autoencoder: one strided convolution turns sound into frames, and a decoder of transposed (zero-stuffed)
convolutions with biases and folding leaky units turns frames into sound again, as EnCodec and HiFi-GAN do.  A lapped path,
initialised as a truncated MDCT and then trained, carries the lower bands; a chain of transposed convolutions with
non-linear units must invent the rest.  Nothing else is added: the comb in the output is what biases and mean activations
leave behind, as in any decoder of this kind.

    python3 training/decoders.py --work DIR [--seconds 120] [--models DIR] [--only NAME] [--untrained]

Trains on the excerpts of samples/ alone (see samples/ATTRIBUTION.md).  Deterministic but for the time limit: the seeds are
fixed, and --steps N replaces the limit by a number of steps.  A checkpoint is written every 200 steps and taken up again.
"""
import argparse, hashlib, json, pathlib, subprocess, time
import numpy as np
import onnx
import torch
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parent.parent
SPECS = (
    # name, rate, strides (their product is the stride of a frame), bands of the lapped path, seed
    ("lark-32k-400", 32000, (10, 8, 5), 128, 11),
    ("wren-44k-600", 44100, (10, 10, 6), 100, 12),
    ("finch-24k-320", 24000, (8, 8, 5), 128, 13),
)
WIDTHS = (64, 40, 20)
BIAS, SLOPE = 2.0, -0.5  # a folding unit: its mean activation does not vanish, and little of the input passes linearly


def fold(rate, samples, target):
    """Whole-file resampling in the frequency domain."""
    n, m = len(samples), int(round(len(samples) * target / rate))
    spectrum = np.fft.rfft(samples)
    out = np.zeros(m // 2 + 1, complex)
    k = min(len(out), len(spectrum))
    out[:k] = spectrum[:k]
    return (np.fft.irfft(out, m) * m / n).astype(np.float32)


def music(rate):
    tracks = []
    for path in sorted((ROOT / "samples").glob("*/*.opus")):
        raw = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-ac", "1", "-ar", "48000", "-f", "f32le", "-"],
                             check=True, capture_output=True).stdout
        tracks.append(fold(48000, np.frombuffer(raw, np.float32).astype(np.float64), rate))
    return tracks


def upsampler(inside, outside, stride):
    """A transposed convolution that makes exactly stride samples of each."""
    if stride % 2 == 0:
        return nn.ConvTranspose1d(inside, outside, 2 * stride, stride, stride // 2)
    return nn.ConvTranspose1d(inside, outside, 2 * stride + 1, stride, (stride + 1) // 2)


class Codec(nn.Module):
    def __init__(self, strides, bands):
        super().__init__()
        stride = int(np.prod(strides))
        self.encode = nn.Conv1d(1, bands, 2 * stride, stride, stride // 2)
        self.lapped = nn.ConvTranspose1d(bands, 1, 2 * stride, stride, stride // 2)
        n, k = np.arange(2 * stride), np.arange(bands)[:, None]
        basis = np.sqrt(2 / stride) * np.sin(np.pi * (n + 0.5) / (2 * stride)) * np.cos(
            np.pi / stride * (n + 0.5 + stride / 2) * (k + 0.5))
        basis = torch.tensor(basis[:, None, :], dtype=torch.float32)
        with torch.no_grad():
            self.encode.weight.copy_(basis)
            self.lapped.weight.copy_(basis)
        layers, width = [nn.Conv1d(bands, WIDTHS[0], 3, 1, 1)], WIDTHS[0]
        for stride_here, next_width in zip(strides, WIDTHS[1:] + (1,)):
            layers += [nn.LeakyReLU(SLOPE), upsampler(width, next_width, stride_here)]
            width = next_width
        self.chain = nn.Sequential(*layers)
        with torch.no_grad():  # wider than PyTorch draws them: small biases would be lost beside loud music
            for layer in self.chain:
                if hasattr(layer, "bias"): layer.bias.mul_(BIAS)

    def forward(self, sound):
        frames = self.encode(sound)
        return self.lapped(frames) + self.chain(frames)


def distance(made, wanted):
    total = 3 * (made - wanted).abs().mean()
    for size in (2048, 1024, 256):
        window = torch.hann_window(size)
        a, b = (torch.stft(x, size, size // 4, window=window, return_complex=True) for x in (made, wanted))
        a, b = (torch.sqrt(z.real ** 2 + z.imag ** 2 + 1e-7) for z in (a, b))
        total = total + (a - b).norm() / b.norm() + 0.4 * (a.log() - b.log()).abs().mean()
    return total


def batch(tracks, length, rng, count=6):
    picks = []
    for _ in range(count):
        track = tracks[rng.integers(len(tracks))]
        start = rng.integers(len(track) - length)
        picks.append(track[start:start + length] * rng.uniform(0.4, 1.2))
    return torch.tensor(np.stack(picks), dtype=torch.float32)


def train(spec, args):
    name, rate, strides, bands, seed = spec
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model, kept = Codec(strides, bands), args.work / (name + ".pt")
    adam = torch.optim.Adam(model.parameters(), 2e-3, betas=(0.8, 0.99))
    step, spent, loss = 0, 0.0, 0.0
    if kept.exists():
        state = torch.load(kept)
        model.load_state_dict(state["model"]); adam.load_state_dict(state["adam"])
        step, spent = state["step"], state["spent"]
    if args.untrained: return model.eval(), {"steps": 0}
    tracks, stride = music(rate), int(np.prod(strides))
    length, began = stride * int(0.4 * rate / stride), time.monotonic() - spent
    going = lambda: step < args.steps if args.steps else time.monotonic() - began < args.seconds
    while going():
        wanted = batch(tracks, length, rng)
        made = model(wanted[:, None])[:, 0]
        error = distance(made, wanted)
        adam.zero_grad(); error.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        adam.step()
        for group in adam.param_groups: group["lr"] = 2e-3 * 0.9995 ** step
        loss = error.item() if step == 0 else 0.98 * loss + 0.02 * error.item()
        step += 1
        if step % 200 == 0:
            torch.save({"model": model.state_dict(), "adam": adam.state_dict(), "step": step,
                        "spent": time.monotonic() - began}, kept)
            print(json.dumps({"model": name, "step": step, "loss": round(loss, 4),
                              "seconds": round(time.monotonic() - began)}), flush=True)
    return model.eval(), {"steps": step, "loss": round(loss, 4), "seconds": round(time.monotonic() - began)}


def export(spec, model, result, folder):
    name, rate, strides, bands, seed = spec
    path = folder / (name + ".onnx")
    torch.onnx.export(model, torch.zeros(1, 1, int(np.prod(strides)) * 8), str(path), opset_version=13,
                      input_names=["sound"], output_names=["resynthesis"],
                      dynamic_axes={"sound": {2: "samples"}, "resynthesis": {2: "samples"}})
    file = onnx.load(path)
    for key, value in (("rate", rate), ("stride", int(np.prod(strides)))):
        entry = file.metadata_props.add(); entry.key, entry.value = key, str(value)
    onnx.checker.check_model(file)
    onnx.save(file, path)
    weights = sum(p.numel() for p in model.parameters())
    print(json.dumps({"model": name, "weights": weights, "bytes": path.stat().st_size, **result}), flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seconds", type=float, default=120)
    options.add_argument("--steps", type=int, default=0)
    options.add_argument("--untrained", action="store_true", help="export the networks as they are initialised")
    options.add_argument("--only")
    options.add_argument("--models", type=pathlib.Path, default=ROOT / "models")
    options.add_argument("--work", type=pathlib.Path, required=True)
    args = options.parse_args()
    torch.set_num_threads(1)
    args.work.mkdir(parents=True, exist_ok=True)
    args.models.mkdir(parents=True, exist_ok=True)
    for spec in SPECS:
        if args.only in (None, spec[0]):
            model, result = train(spec, args)
            export(spec, model, result, args.models)
    lines = [hashlib.sha256(p.read_bytes()).hexdigest() + "  " + p.name for p in sorted(args.models.glob("*.onnx"))]
    (args.models / "SHA256SUMS").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
