#!/usr/bin/python3
"""Trains and exports the small neural codecs with which the demonstration makes machine-made sound.

Each model is an autoencoder.  A sound is brought to one level.  A strided convolution turns it into frames of values, which
are compressed (their square roots, with the sign) and rounded to steps; a network of three two-dimensional convolutions
with biases and leaky units mends what the rounding cost, from each value's neighbours in time and frequency; a transposed
convolution of twice its stride turns frames into sound again, a tanh limits it, and it is brought back to its level.  The
outer convolutions start as a truncated MDCT with Vorbis' window and are hardly moved, nor is the decoder's random bias of
each value; the mending network starts from PyTorch's random weights.  No tone is planted: the comb in the output is what
biases and mean activations leave behind in every frame alike, as in any decoder of this kind.

Why not other shapes: where frames drive a chain of transposed convolutions, the images of held notes stand as exactly on
lines as the teeth do, and the comb's shifted copies score as high.  A network that sees only neighbours, and a window with
low side lobes, keep a note's images near the note.  BIAS sets how strong the trace is beside the music; it was chosen so
that the scores are those of published decoders.

    python3 training/decoders.py --work DIR [--music DIR] [--steps N] [--only NAME] [--models DIR]

Needs Debian's python3-torch, python3-onnx, python3-scipy and python3-soundfile.  The music is that of MUSIC below, taken
from --music (a folder with a folder for each package) or fetched by apt-get.  Seeds are fixed; a checkpoint is written
every 100 steps and taken up again, so that the command may be stopped and repeated.
"""
import argparse, hashlib, json, pathlib, subprocess, time
import numpy as np
import onnx
import soundfile
import torch
from scipy.signal import resample_poly
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parent.parent
SPECS = (
    # name, rate, stride of a frame, seed, steps of training
    ("lark-32k-400", 32000, 400, 11, 300),
    ("wren-44k-600", 44100, 600, 12, 400),
    ("finch-24k-320", 24000, 320, 13, 400),
)
WIDTH, BAND, STEP = 8, 0.9, 0.2  # channels; share of the band that is coded; of the rounding
BIAS = 0.04  # share of PyTorch's range in which the decoder's biases start
LEVEL = 10 ** (-28 / 20)  # to which a sound is brought before it is coded, and from which it is brought back
BATCH, SECONDS = 3, 0.3
RATE, PACE = 1.5e-3, 0.002  # Adam's; the outer convolutions, which start at their goal, learn at so much of it
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


class Codec(nn.Module):
    def __init__(self, stride):
        super().__init__()
        bands = int(BAND * stride)
        self.encode = nn.Conv1d(1, bands, 2 * stride, stride, stride // 2, bias=False)
        self.lapped = nn.ConvTranspose1d(bands, 1, 2 * stride, stride, stride // 2)
        n, k = np.arange(2 * stride), np.arange(bands)[:, None]
        basis = np.sqrt(2 / stride) * np.sin(np.pi / 2 * np.sin(np.pi * (n + 0.5) / (2 * stride)) ** 2) * np.cos(
            np.pi / stride * (n + 0.5 + stride / 2) * (k + 0.5))
        basis = torch.tensor(basis[:, None, :], dtype=torch.float32)
        with torch.no_grad():
            self.encode.weight.copy_(basis)
            self.lapped.weight.copy_(basis)
        self.bias = nn.Parameter(torch.empty(bands, 1).uniform_(-BIAS, BIAS) / np.sqrt(2 * stride))
        self.mend = nn.Sequential(
            nn.Conv2d(1, WIDTH, 5, 1, 2), nn.LeakyReLU(0.1), nn.Conv2d(WIDTH, WIDTH, 3, 1, 1), nn.LeakyReLU(0.1),
            nn.Conv2d(WIDTH, 1, 3, 1, 1))

    def code(self, sound):
        z = self.encode(sound)
        z = torch.sign(z) * (torch.sqrt(torch.abs(z) + 1e-4) - 0.01)
        return z + (torch.round(z / STEP) * STEP - z).detach()

    def decode(self, code):
        return torch.tanh(self.lapped(code * torch.abs(code) + self.mend(code[:, None])[:, 0] + self.bias))

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
    name, rate, stride, seed, steps = spec
    steps = args.steps or steps
    torch.manual_seed(seed)
    model, kept = Codec(stride), args.work / (name + ".pt")
    slow = [*model.encode.parameters(), *model.lapped.parameters(), model.bias]
    adam = torch.optim.Adam([{"params": slow, "pace": PACE}, {"params": list(model.mend.parameters()), "pace": 1.0}], RATE,
                            betas=(0.8, 0.99))
    step, spent, loss = 0, 0.0, 0.0
    if kept.exists():
        state = torch.load(kept)
        model.load_state_dict(state["model"]); adam.load_state_dict(state["adam"])
        step, spent, loss = state["step"], state["spent"], state["loss"]
    tracks, began = music(rate, args), time.process_time() - spent
    length = stride * int(SECONDS * rate / stride)
    while step < steps:
        for group in adam.param_groups:
            group["lr"] = group["pace"] * RATE * min(1, (step + 1) / 100) * (0.02 + 0.98 * np.cos(np.pi / 2 * step / steps) ** 2)
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
    return model.eval(), {"steps": step, "loss": round(loss, 4), "cpuSeconds": round(time.process_time() - began)}


def export(spec, model, result, folder):
    """Writes the ONNX file, with a probe of what PyTorch makes of a known sound, for whoever runs it to compare."""
    name, rate, stride, _, _ = spec
    path = folder / (name + ".onnx")
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
