#!/usr/bin/python3
"""Trains and exports the small neural codecs with which the demonstration makes machine-made sound.

Each model is an autoencoder of the kind of EnCodec and SEANet.  A sound is brought to one level.  Strided convolutions, each
followed by a residual unit of two convolutions and an ELU, turn it into frames of values, which are compressed (their square
roots, with the sign) and rounded to steps; a convolution over three frames and as many transposed convolutions, with such
units after each, turn frames into sound again; a convolution over seven samples and a tanh end it.  All weights are trained.

So that minutes of one core suffice, the strided convolutions start as a tree of lapped transforms (a band is split into as
many narrower ones as the stride says, and the transposed convolutions undo it), with a tenth of PyTorch's random weights laid
over it; the highest bands of the last split have no channel.  Biases and residual units start as PyTorch starts them.

No tone is planted.  What repeats every frame comes of biases and mean activations, which pass the same transposed convolution
in every frame, as in any decoder of this kind.  The distance that is trained on hears it, and Adam moves a small bias as fast
as a large weight: at the end of the ordinary training `detect` names fewer than half of the resyntheses.  Therefore fresh
random biases, BIAS of PyTorch's range, are added to the decoder's in the end and held while the weights settle around them.

    python3 training/decoders.py --work DIR [--music DIR] [--steps N] [--only NAME] [--models DIR]

Needs Debian's python3-torch, python3-onnx, python3-scipy and python3-soundfile.  The music is that of MUSIC below, taken
from --music (a folder with a folder for each package) or fetched by apt-get.  Seeds are fixed; a checkpoint is written
every 100 steps and taken up again, so that the command may be stopped and repeated.
"""
import argparse, hashlib, json, os, pathlib, subprocess, time
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy loads it; its threads wait for each other by spinning
import numpy as np
import onnx
import soundfile
import torch
from scipy.signal import resample_poly
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parent.parent
SPECS = (
    # name, rate, strides from the sound inwards, channels after each, seed, steps of training
    ("lark-32k-400", 32000, (4, 4, 5, 5), (4, 16, 72, 240), 11, 700),
    ("wren-44k-600", 44100, (3, 5, 5, 8), (3, 15, 64, 300), 12, 500),
    ("finch-24k-320", 24000, (2, 4, 5, 8), (2, 8, 40, 240), 13, 500),
)
LAST = 8  # channels of the last transposed convolution
SMALL = 0.1  # share of PyTorch's random weights that is laid over the filter bank; biases are PyTorch's own
STEP = 0.1  # of the rounding, on the scale of square roots
LEVEL = 0.2  # to which a sound is brought before it is coded, and from which it is brought back
BATCH, SECONDS = 4, 0.5
RATE = 1e-3  # Adam's
BIAS, SETTLE, SETTLE_RATE = 0.6, 60, 2e-4  # share of PyTorch's range of the biases drawn last; steps and rate after it
WINDOWS = (2048, 1024, 512, 128)
FLOOR, QUIET = 10 ** (-50 / 20), 10 ** (-40 / 20)  # a tone that the distance hardly minds; a cut too quiet to learn from
# Debian 12 packages and their tracks, all redistributable; none is a track that samples/ takes an excerpt from, so that
# what is measured on samples/ is measured on music the models never heard.
MUSIC = (
    ("ardentryst", "Jordan Trudgett", "CC BY-SA 3.0", ("Music/World_Map.ogg", "Music/World_Map2.ogg", "Music/castle2.ogg",
                                                       "Music/battle.ogg", "Music/battle2.ogg")),
    ("megaglest-data", "The Glest Team and MegaGlest authors", "CC BY-SA 3.0",
     ("tech/music/music_tech.ogg", "menu/music/menu_music.ogg")),
    ("lugaru-data", "Wolfire Games", "CC BY-SA 3.0", ("Sounds/Music2.ogg", "Sounds/Music1Grass.ogg",
                                                      "Sounds/Music1Desert.ogg")),
    ("gunroar-data", "Kenta Cho", "BSD-2-Clause", ("musics/gr2.ogg", "musics/gr3.ogg")),
    ("torus-trooper-data", "Kenta Cho", "BSD-2-Clause", ("musics/tt2.ogg", "musics/tt4.ogg")),
    ("titanion-data", "Kenta Cho", "BSD-2-Clause", ("musics/ttn1.ogg", "musics/ttn2.ogg", "musics/ttn3.ogg")),
    ("mu-cade-data", "Kenta Cho", "BSD-2-Clause", ("musics/mcd1.ogg", "musics/mcd2.ogg", "musics/mcd3.ogg",
                                                   "musics/mcd4.ogg")),
)


def track(folder, ending):
    """The file whose path ends so, where folders may have become underscores."""
    flat = "_" + ending.replace("/", "_")
    found = [p for p in sorted(folder.rglob("*.ogg")) if str(p).replace("/", "_").endswith(flat)]
    if len(found) != 1: raise SystemExit(f"{folder}: {len(found)} files end in {ending}, not one")
    return found[0]


def fetched(package, work):
    folder = work / "music" / package
    if not folder.is_dir():
        (work / "music").mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", package], check=True, cwd=work / "music")
        deb, = (work / "music").glob(package + "_*.deb")
        subprocess.run(["dpkg-deb", "-x", deb, folder], check=True)
    return folder


def music(rate, args):
    """Mono tracks at the given rate; what holds less than half its band is left out."""
    kept = args.work / f"music-{rate}.npz"
    if not kept.exists():
        tracks = []
        for package, _, _, endings in MUSIC:
            folder = args.music / package if args.music else fetched(package, args.work)
            for ending in endings:
                sound, own = soundfile.read(track(folder, ending), dtype="float32", always_2d=True)
                if own < 0.9 * rate: continue
                shared = np.gcd(own, rate)
                sound = resample_poly(sound.mean(1).astype(np.float64), rate // shared, own // shared)
                tracks.append(sound.astype(np.float32))
        np.savez(kept, *tracks)
    with np.load(kept) as file: return [file[name] for name in file.files]


def lapped(stride):
    """The functions of a lapped transform: [band, 2 * stride], Vorbis' window on cosines; an orthogonal tight frame."""
    n, k = np.arange(2 * stride), np.arange(stride)[:, None]
    window = np.sin(np.pi / 2 * np.sin(np.pi * (n + 0.5) / (2 * stride)) ** 2)
    return np.sqrt(2 / stride) * window * np.cos(np.pi / stride * (n + 0.5 + stride / 2) * (k + 0.5))


def split(bands_in, bands_out, stride):
    """Weights [out, in, 2 * stride] that split each band into `stride` narrower ones, from low to high; the highest of
    all are dropped.  Every other band of a filter bank is mirrored in frequency."""
    weight, basis = np.zeros((bands_out, bands_in, 2 * stride)), lapped(stride)
    for band in range(bands_in):
        for part in range(stride):
            out = band * stride + (part if band % 2 == 0 else stride - 1 - part)
            if out < bands_out: weight[out, band] = basis[part]
    return torch.tensor(weight, dtype=torch.float32)


class Residual(nn.Module):
    """Adds to its input what two convolutions and an ELU make of it, as in SEANet's and EnCodec's units."""
    def __init__(self, channels, width):
        super().__init__()
        self.inner, self.outer = nn.Conv1d(channels, width, 3, padding=1), nn.Conv1d(width, channels, 1)
        with torch.no_grad(): self.outer.weight.mul_(SMALL)

    def forward(self, x):
        return x + self.outer(nn.functional.elu(self.inner(x)))


class Codec(nn.Module):
    def __init__(self, strides, bands):
        super().__init__()
        self.strides, ends = strides, (1, *bands)
        self.down, self.up, self.before, self.after = (nn.ModuleList() for _ in range(4))
        for i, stride in enumerate(strides):
            self.down.append(nn.Conv1d(ends[i], ends[i + 1], 2 * stride, stride))
            self.before.append(Residual(ends[i + 1], max(8, ends[i + 1] // 4)))
        self.middle = nn.Conv1d(bands[-1], bands[-1], 3, padding=1)
        for i, stride in reversed(list(enumerate(strides))):
            made = ends[i] if i else LAST
            self.up.append(nn.ConvTranspose1d(ends[i + 1], made, 2 * stride, stride))
            self.after.append(Residual(made, max(8, made // 4)))
        self.last = nn.Conv1d(LAST, 1, 7, padding=3)
        with torch.no_grad():
            for i, stride in enumerate(strides):
                tree = split(ends[i], ends[i + 1], stride)
                self.down[i].weight.mul_(SMALL).add_(tree)
                own = self.up[len(strides) - 1 - i].weight
                own.mul_(SMALL); own[:, :ends[i]].add_(tree)
            self.middle.weight.mul_(SMALL)[:, :, 1].add_(torch.eye(bands[-1]))
            self.last.weight.mul_(SMALL)[0, 0, 3].add_(1)

    def code(self, sound):
        x = sound
        for stride, down, before in zip(self.strides, self.down, self.before):
            x = before(down(nn.functional.pad(x, (stride // 2, stride - stride // 2))))
        x = torch.sign(x) * (torch.sqrt(torch.abs(x) + 1e-4) - 0.01)
        return x + (torch.round(x / STEP) * STEP - x).detach()

    def decode(self, code):
        x = self.middle(code * torch.abs(code))
        for stride, up, after in zip(reversed(self.strides), self.up, self.after):
            x = after(up(x)[:, :, stride // 2:-(stride - stride // 2)])
        return torch.tanh(self.last(x))

    def forward(self, sound):
        level = torch.sqrt((sound ** 2).mean(2, keepdim=True) + 1e-8) / LEVEL
        return self.decode(self.code(sound / level)) * level


def distance(made, wanted):
    """Multi-scale STFT distance: spectral convergence and difference of logarithms, the mean over the windows."""
    total = 0
    for size in WINDOWS:
        window = torch.hann_window(size)
        a, b = (torch.stft(x, size, size // 4, window=window, return_complex=True) for x in (made, wanted))
        a, b = (torch.sqrt(z.real ** 2 + z.imag ** 2 + (FLOOR * size / 4) ** 2) for z in (a, b))
        total = total + (a - b).norm() / b.norm() + (a.log() - b.log()).abs().mean()
    return total / len(WINDOWS)


def batch(tracks, length, rng):
    weights = np.array([len(t) for t in tracks], float)
    picks = []
    while len(picks) < BATCH:
        sound = tracks[rng.choice(len(tracks), p=weights / weights.sum())]
        start = rng.integers(len(sound) - length)
        cut = sound[start:start + length]
        if cut.std() < QUIET: continue
        picks.append(cut * LEVEL / cut.std() * 10 ** rng.uniform(-0.5, 0.2))
    return torch.tensor(np.stack(picks), dtype=torch.float32)


def train(spec, args):
    name, rate, strides, bands, seed, steps = spec
    steps, stride = args.steps or steps, int(np.prod(strides))
    torch.manual_seed(seed)
    model, kept = Codec(strides, bands), args.work / (name + ".pt")
    adam = torch.optim.Adam(model.parameters(), RATE, betas=(0.8, 0.99))
    step, spent, loss = 0, 0.0, 0.0
    if kept.exists():
        state = torch.load(kept)
        model.load_state_dict(state["model"])
        if "adam" in state: adam.load_state_dict(state["adam"])
        step, spent, loss = state["step"], state["spent"], state["loss"]
    tracks, began = music(rate, args), time.process_time() - spent
    length = stride * int(SECONDS * rate / stride)
    while step < steps:
        for group in adam.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / 100) * (0.02 + 0.98 * np.cos(np.pi / 2 * step / steps) ** 2)
        wanted = batch(tracks, length, np.random.default_rng((seed, step)))
        made = model.decode(model.code(wanted[:, None]))[:, 0]
        error = distance(made, wanted) + (made - wanted).norm() / (wanted.norm() + 1e-3)
        adam.zero_grad(); error.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        adam.step()
        loss = error.item() if step == 0 else 0.99 * loss + 0.01 * error.item()
        step += 1
        if step % 100 == 0 or step == steps:
            torch.save({"model": model.state_dict(), "adam": adam.state_dict(), "step": step, "loss": loss,
                        "spent": time.process_time() - began}, kept)
            print(json.dumps({"model": name, "step": step, "loss": round(loss, 4),
                              "cpuSeconds": round(time.process_time() - began)}), flush=True)
    if step == steps:
        loss = settle(spec, model, tracks, length)
        step += SETTLE
        torch.save({"model": model.state_dict(), "step": step, "loss": loss, "spent": time.process_time() - began}, kept)
    return model.eval(), {"steps": step, "loss": round(loss, 4), "cpuSeconds": round(time.process_time() - began)}


def settle(spec, model, tracks, length):
    """Adds a little of fresh random biases to the decoder's and holds them there while the weights come to terms."""
    _, _, strides, bands, seed, steps = spec
    torch.manual_seed(seed + 100)
    fresh = dict(Codec(strides, bands).named_parameters())
    free = []
    for name, own in model.named_parameters():
        if name.endswith("bias") and not name.startswith(("down", "before")):
            with torch.no_grad(): own.add_(BIAS * fresh[name])
            own.requires_grad_(False)
        else: free.append(own)
    adam = torch.optim.Adam(free, SETTLE_RATE, betas=(0.8, 0.99))
    total = 0.0
    for step in range(SETTLE):
        wanted = batch(tracks, length, np.random.default_rng((seed, steps + step)))
        made = model.decode(model.code(wanted[:, None]))[:, 0]
        error = distance(made, wanted) + (made - wanted).norm() / (wanted.norm() + 1e-3)
        adam.zero_grad(); error.backward()
        nn.utils.clip_grad_norm_(free, 5.0)
        adam.step()
        total += error.item() / SETTLE
    return total


def export(spec, model, result, folder):
    """Writes the ONNX file, with a probe of what PyTorch makes of a known sound, for whoever runs it to compare."""
    name, rate, strides, *_ = spec
    stride, path = int(np.prod(strides)), folder / (name + ".onnx")
    torch.onnx.export(model, torch.zeros(1, 1, stride * 8), str(path), opset_version=13,
                      input_names=["sound"], output_names=["resynthesis"],
                      dynamic_axes={"sound": {2: "samples"}, "resynthesis": {2: "samples"}})
    n = np.arange(stride * 40)
    tone = 0.3 * np.sin(2 * np.pi * 440 * n / rate) + 0.2 * np.sin(2 * np.pi * 1333 * n / rate)
    with torch.no_grad():
        made = model(torch.tensor(tone, dtype=torch.float32)[None, None])[0, 0, ::stride // 2 - 1].numpy()
    file = onnx.load(path)
    for key, value in (("rate", rate), ("stride", stride), ("probe", " ".join(f"{x:.6f}" for x in made))):
        entry = file.metadata_props.add(); entry.key, entry.value = key, str(value)
    onnx.checker.check_model(file)
    onnx.save(file, path)
    weights = sum(p.numel() for p in model.parameters())
    print(json.dumps({"model": name, "weights": weights, "bytes": path.stat().st_size, **result}), flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--work", type=pathlib.Path, required=True, help="folder for checkpoints and fetched music")
    options.add_argument("--music", type=pathlib.Path, help="folder with a folder for each package of MUSIC")
    options.add_argument("--steps", type=int)
    options.add_argument("--only")
    options.add_argument("--models", type=pathlib.Path, default=ROOT / "models")
    args = options.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)  # silence through ELUs ends in numbers that cost ten times the time
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
