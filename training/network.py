#!/usr/bin/python3
"""Trains a small network on whitened spectra to tell resynthesised music from its original.

What leaves no comb (phase reconstruction, waveform diffusion, heads of an inverse STFT) has to be told by the texture of its
spectrum.  Every pair is one stretch of human music and its resynthesis by a decoder of one of four families (FAMILIES):
Griffin-Lim on mel bands, Griffin-Lim on magnitudes, an inverse STFT with phases that are carried along peaks or wrong by
chance, and the strided codecs of models/.  Both go through one and the same random chain of rates, speed, pitch, tempo,
reverb, low-pass, noise and codecs, so that neither content nor delivery tells them apart.

Trained are a network on all families and one without each family in turn (LEFT_OUT); judge.py says what they are worth.

    python3 training/network.py --work DIR [--music DIR] [--epochs N] [--networks N] [--out FILE.onnx]

Needs Debian's python3-torch, python3-onnx, python3-scipy, python3-soundfile, and FFmpeg.  The music is that of TRAIN, taken
from --music (a folder with a folder for each package) or fetched by apt-get.  Seeds are fixed; pairs are kept by track and
networks by epoch, and taken up again, so that the command may be stopped and repeated.  One thread.
"""
import argparse, hashlib, json, pathlib, subprocess, time
import decoders  # first: it sets what numpy reads when it is loaded
import numpy as np
import onnx
import soundfile
import torch
from onnx import numpy_helper
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt
from torch import nn

RATE, SIZE, HOP, FRAMES = 32000, 2048, 512, 128
LOW, HIGH, AROUND, EVERY = 256, 896, 40, 8  # bins of 4 to 14 kHz; whitened by the median of so many bins to each side
CLIP, FLOOR = 12.0, 1e-7  # dB to each side; what is this far below the patch's mean power of 600-5000 Hz counts as nothing
SOURCE = 44100  # at which tracks are read, resynthesised sounds mixed and chains run
SEED, EPOCHS, PAIRS, PEAK, CROP = 21, 16, 12, 3e-3, 64  # pairs in a batch, the highest rate of AdamW, frames of a crop
SEGMENT = 6.9  # seconds of a pair
# Debian 12 packages: at most MOST tracks of 30 s or more of each, evenly by name.
MOST, STRETCHES = 16, 2
TRAIN = ("wesnoth-1.16-music", "warzone2100-music", "fretsonfire-songs-muldjord", "supertux-data", "megaglest-data", "ardentryst",
         "pushover-data", "colobot-common-sounds", "gunroar-data", "torus-trooper-data", "titanion-data", "mu-cade-data",
         "planetblupi-music-ogg", "drascula-music", "naev-data")


def ffmpeg(*args, sound=None):
    raw = None if sound is None else sound.astype(np.float32).tobytes()
    return subprocess.run(["ffmpeg", "-v", "error", "-nostdin" if raw is None else "-y", *map(str, args)], input=raw, check=True,
                          capture_output=True).stdout


def read(path, rate, start, length):
    """Seconds of a file, mono."""
    try:
        with soundfile.SoundFile(path) as file:
            own = file.samplerate
            file.seek(min(int(start * own), file.frames))
            return resampled(file.read(int(length * own), dtype="float32", always_2d=True).mean(1), own, rate)
    except RuntimeError:  # no file of libsndfile's, or not to be sought in
        return np.frombuffer(ffmpeg("-ss", start, "-t", length, "-i", path, "-map", "0:a:0", "-ac", 1, "-ar", rate, "-f", "f32le", "-"),
                             np.float32)


def changed(sound, filters, codec):
    """A sound of SOURCE through FFmpeg's filters and a codec, at RATE."""
    raw, own = ("-f", "f32le", "-ar", SOURCE, "-ac", 1, "-i", "-"), () if filters is None else ("-af", filters)
    last = ("-ac", 1, "-ar", RATE, "-f", "f32le", "-")
    if codec is None: return np.frombuffer(ffmpeg(*raw, *own, *last, sound=sound), np.float32)
    coded = ffmpeg(*raw, *own, "-c:a", codec[0], "-b:a", codec[1], "-f", codec[2], "-", sound=sound)
    return np.frombuffer(subprocess.run(["ffmpeg", "-v", "error", "-i", "-", *map(str, last)], input=coded, check=True,
                                        capture_output=True).stdout, np.float32)


def resampled(sound, here, there):
    shared = np.gcd(here, there)
    return resample_poly(sound, there // shared, here // shared).astype(np.float32) if here != there else sound


# ---- what the network sees

def patches(sound, most=None):
    """Whitened spectra of a sound of RATE, [patch, bin, frame], a tenth of a dB to the step; silent ones are left out."""
    length, window = SIZE + (FRAMES - 1) * HOP, np.hanning(SIZE + 1)[:-1].astype(np.float32)
    count = (len(sound) - length) // (FRAMES * HOP) + 1
    starts = np.arange(count) * FRAMES * HOP
    if most and count > most: starts = starts[np.linspace(0, count - 1, most).round().astype(int)]
    seen = []
    for start in starts:
        cut = sound[start:start + length]
        if cut.std() < 1e-3: continue
        frames = np.lib.stride_tricks.sliding_window_view(cut, SIZE)[::HOP] * window
        power = np.abs(np.fft.rfft(frames)).astype(np.float32) ** 2
        level = 10 * np.log10(power[:, LOW - AROUND:HIGH + AROUND] + FLOOR * power[:, 38:321].mean() + 1e-12)
        around = np.median(np.lib.stride_tricks.sliding_window_view(level, 2 * AROUND + 1, axis=1)[:, ::EVERY], axis=2)
        at, bins = np.arange(around.shape[1]) * EVERY, np.arange(HIGH - LOW)
        base = np.minimum(bins // EVERY, len(at) - 2)
        part = ((bins - at[base]) / EVERY).astype(np.float32)
        colour = around[:, base] * (1 - part) + around[:, base + 1] * part
        seen.append(np.round(10 * np.clip(level[:, AROUND:-AROUND] - colour, -CLIP, CLIP)).astype(np.int8).T)
    return np.stack(seen) if seen else np.zeros((0, HIGH - LOW, FRAMES), np.int8)


class Network(nn.Module):
    """Four convolutions, the mean over the patch and one number: above 0 a decoder is the likelier."""
    def __init__(self):
        super().__init__()
        layers, before = [], 1
        for i, channels in enumerate((12, 24, 48, 96)):
            layers += [nn.Conv2d(before, channels, 3, stride=1 if i else 2, padding=1, bias=False), nn.BatchNorm2d(channels),
                       nn.ReLU()] + ([nn.MaxPool2d(2)] if i < 3 else [])
            before = channels
        self.body, self.last = nn.Sequential(*layers), nn.Sequential(nn.Dropout(0.3), nn.Linear(before, 1))

    def forward(self, patch):
        return self.last(self.body(patch * (1 / CLIP)).mean((2, 3)))[:, 0]


# ---- resyntheses of our own making

def spectrum(sound, size, hop):
    return torch.stft(torch.from_numpy(sound.copy()), size, hop, window=torch.hann_window(size), return_complex=True)


def inverse(bins, size, hop, length):
    return torch.istft(bins, size, hop, window=torch.hann_window(size), length=length)


def griffin_lim(level, size, hop, length, rng):
    """Griffin and Lim's rounds from random phases, or Perraudin's with momentum."""
    momentum = rng.choice((0.0, 0.99))
    bins = torch.polar(level, torch.from_numpy(rng.uniform(-np.pi, np.pi, level.shape).astype(np.float32)))
    last = torch.zeros_like(bins)
    for _ in range(rng.choice((8, 16, 32, 60), p=(0.2, 0.3, 0.4, 0.1))):
        made = torch.stft(inverse(bins, size, hop, length), size, hop, window=torch.hann_window(size), return_complex=True)
        turned, last = made + momentum * (made - last), made
        bins = level * turned / (turned.abs() + 1e-9)
    return inverse(bins, size, hop, length)


def mel_bands(rate, size, count):
    """Triangles of equal width on the mel scale [band, bin], each of unit sum, and their pseudo-inverse."""
    mel = np.linspace(0, 2595 * np.log10(1 + rate / 2 / 700), count + 2)
    edges, at = 700 * (10 ** (mel / 2595) - 1), np.arange(size // 2 + 1) * rate / size
    rise, fall = ((at - edges[i:count + i, None]) * s / (edges[i + 1:count + i + 1, None] - edges[i:count + i, None])
                  for i, s in ((0, 1), (1, 1)))
    bands = np.maximum(0, np.minimum(rise, 1 - fall))
    bands = bands / np.maximum(bands.sum(1, keepdims=True), 1e-9)
    return [torch.from_numpy(x.astype(np.float32)) for x in (bands, np.linalg.pinv(bands))]


def mel_inverted(level, rate, size, rng):
    """Magnitudes as a mel spectrogram remembers them, in steps of the logarithm or not."""
    bands, back = mel_bands(rate, size, int(rng.choice((80, 128, 160, 256, 512)) * min(1, size / 1024)))
    kept, power = bands @ level ** 2, rng.random() < 0.5
    if not power: kept = bands @ level
    if rng.random() < 0.3: kept = torch.exp(torch.round(torch.log(kept + 1e-7) * 6) / 6)
    full = torch.clamp(back @ kept, min=1e-9)
    return full.sqrt() if power else full


def sizes(rng):
    size = int(rng.choice((1024, 1024, 2048)))
    return size, int(rng.choice((size // 4, size // 4, 441 if size == 2048 else 220, size // 8)))


def mel_griffin_lim(sound, rate, rng):
    size, hop = sizes(rng)
    return griffin_lim(mel_inverted(spectrum(sound, size, hop).abs(), rate, size, rng), size, hop, len(sound), rng)


def linear_griffin_lim(sound, rate, rng):
    size, hop = sizes(rng)
    level = spectrum(sound, size, hop).abs()
    if rng.random() < 0.5: level = torch.exp(torch.round(torch.log(level + 1e-7) * 4) / 4)
    return griffin_lim(level, size, hop, len(sound), rng)


def head(sound, rate, rng):
    """One inverse STFT: phases carried along the peaks (after Beauregard's single pass), or right up to an error."""
    size, hop = sizes(rng)
    bins = spectrum(sound, size, hop)
    level = mel_inverted(bins.abs(), rate, size, rng) if rng.random() < 0.6 else bins.abs()
    if rng.random() < 0.5:
        phase = bins.angle() + torch.from_numpy(rng.normal(0, rng.uniform(0.4, 1.5), bins.shape).astype(np.float32))
        return inverse(torch.polar(level, phase), size, hop, len(sound))
    own = level.numpy()
    peak = np.zeros(own.shape, bool)
    peak[1:-1] = (own[1:-1] > own[:-2]) & (own[1:-1] >= own[2:])
    peak[1] = True
    row = np.arange(own.shape[0])[:, None]
    below, above = np.maximum.accumulate(np.where(peak, row, 1)), np.minimum.accumulate(np.where(peak, row, 10 ** 6)[::-1])[::-1]
    near = np.minimum(np.where(above - row < row - below, above, below), own.shape[0] - 2)
    left, mid, right = (np.log(np.take_along_axis(own, near + d, 0) + 1e-9) for d in (-1, 0, 1))
    at = near + np.clip(0.5 * (left - right) / np.minimum(left - 2 * mid + right, -1e-6), -0.5, 0.5)
    phase = np.cumsum(2 * np.pi * hop * at / size, axis=1) + np.pi * row + rng.uniform(-np.pi, np.pi, (own.shape[0], 1)) * 0.2
    return inverse(torch.polar(level, torch.from_numpy(np.mod(phase, 2 * np.pi).astype(np.float32))), size, hop, len(sound))


CODECS = {}


def codec(sound, rate, rng):
    """One of the shipped codecs, its weights read from its ONNX file; it runs at its own rate."""
    name, own, strides, bands, *_ = decoders.SPECS[rng.integers(len(decoders.SPECS))]
    if name not in CODECS:
        file = onnx.load(decoders.ROOT / "models" / (name + ".onnx"))
        CODECS[name] = decoders.Codec(strides, bands).eval()
        CODECS[name].load_state_dict({i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in file.graph.initializer
                                      if i.name in CODECS[name].state_dict()})
    stride, there = int(np.prod(strides)), resampled(sound, rate, own)
    there = there[:len(there) // stride * stride]
    return torch.from_numpy(resampled(CODECS[name](torch.from_numpy(there.copy())[None, None])[0, 0].numpy(), own, rate))


PHASE = ("mel-griffin-lim", "griffin-lim")
LEFT_OUT = ((), PHASE, ("head",), ("codec",))  # of each network; the first is the one to ship
FAMILIES = {"mel-griffin-lim": mel_griffin_lim, "griffin-lim": linear_griffin_lim, "head": head, "codec": codec}


def resynthesis(sound, family, rng):
    """A stretch at SOURCE and its resynthesis, both at one random rate of rendering and back."""
    rate = int(rng.choice((22050, 24000, 32000, 44100, 44100)))
    low = resampled(sound, SOURCE, rate)
    with torch.no_grad(): made = FAMILIES[family](low, rate, rng).numpy()
    made = made * (low.std() + 1e-9) / (made.std() + 1e-9)
    return [resampled(x[:min(len(low), len(made))], rate, SOURCE) for x in (low, made)]


def chain(pair, rng):
    """Both through the same random chain, at RATE."""
    filters, chance, factor = None, rng.random(), rng.uniform(0.94, 1.06)
    if chance < 0.15: filters = f"asetrate=44100*{factor},aresample=44100"
    elif chance < 0.3: filters = f"asetrate=44100*{factor},aresample=44100,atempo={1 / factor}"
    elif chance < 0.4: filters = f"atempo={factor}"
    tail = rng.normal(0, 1, int(SOURCE * rng.uniform(0.1, 0.6))) if rng.random() < 0.2 else None
    if tail is not None:
        tail *= np.exp(-6.9 * np.arange(len(tail)) / len(tail)) * rng.uniform(0.05, 0.5) / np.sqrt(len(tail) / 14)
        tail[0] = 1
    low = butter(8, rng.uniform(7000, 16000), fs=SOURCE, output="sos") if rng.random() < 0.35 else None
    noise, share = rng.normal(0, 1, len(pair[0])), 10 ** (-rng.uniform(25, 60) / 20) if rng.random() < 0.3 else 0
    name, ending, rates = (("libmp3lame", "mp3", (64, 96, 128, 192)), ("libopus", "ogg", (48, 64, 96, 128)), ("aac", "adts", (64, 96, 128)),
                           ("libvorbis", "ogg", (64, 96, 128)), (None, None, (0,)))[rng.choice(5, p=(0.35, 0.2, 0.12, 0.13, 0.2))]
    delivery, gain = (name, f"{rng.choice(rates)}k", ending) if name else None, rng.uniform(0.3, 0.9)
    made, gap = [], np.zeros(SOURCE // 2, np.float32)
    for sound in pair:
        if tail is not None: sound = fftconvolve(sound, tail)[:len(sound)]
        if low is not None: sound = sosfilt(low, sound)
        sound = sound + share * sound.std() * noise[:len(sound)]
        made.append((sound * gain / (np.abs(sound).max() + 1e-9)).astype(np.float32))
    if not filters and not delivery: return [resampled(sound, SOURCE, RATE) for sound in made]
    both = changed(np.concatenate((made[0], gap, made[1])), filters, delivery)  # one run of FFmpeg, a silence between
    half = len(both) * (len(made[0]) + len(gap) // 2) // (2 * len(made[0]) + len(gap))
    return both[:half - RATE // 5], both[half + RATE // 5:]


# ---- music

def duration(path):
    try: return soundfile.info(str(path)).duration
    except RuntimeError: pass
    run = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path], capture_output=True,
                         text=True)
    return float(run.stdout.split()[0])


def tracks(packages, args):
    """Path, package and length of the tracks of packages, kept in a list in the work folder."""
    kept = args.work / ("tracks-" + hashlib.sha256(" ".join(packages).encode()).hexdigest()[:8] + ".json")
    if not kept.exists():
        found = []
        for package in packages:
            folder = args.music / package if args.music else decoders.fetched(package, args.work)
            files = sorted(p for p in folder.rglob("*") if p.suffix in (".ogg", ".mp3", ".opus", ".oga") and p.stat().st_size > 250000)
            long = [(str(p), package, duration(p)) for p in files]
            long = [t for t in long if t[2] >= 30]
            found += [long[i] for i in np.unique(np.linspace(0, len(long) - 1, min(MOST, len(long))).round().astype(int))]
        kept.write_text(json.dumps(found))
    return json.loads(kept.read_text())


def pairs(number, track, args):
    """Patches [n, human and machine-made, bin, frame] of a track and the family of each, made once."""
    kept = args.work / "pairs" / f"{number}.npz"
    if not kept.exists():
        path, _, length = track
        rng, both, families = np.random.default_rng((SEED, number)), [], []
        for i in range(STRETCHES):
            family = list(FAMILIES)[(number + i) % len(FAMILIES)]
            sound = read(path, SOURCE, rng.uniform(0, length - SEGMENT - 1), SEGMENT)
            if len(sound) < 0.9 * SEGMENT * SOURCE or sound.std() < 3e-3: continue
            human, made = (patches(x) for x in chain(resynthesis(sound, family, rng), rng))
            for a, b in zip(human, made):
                both.append((a, b)); families.append(list(FAMILIES).index(family))
        if number % 10 == 0: print(json.dumps({"track": number, "cpuSeconds": round(time.process_time())}), flush=True)
        np.savez(kept, both=np.array(both, np.int8), families=np.array(families, np.int64))
    with np.load(kept) as file: return file["both"], file["families"]


# ---- training

def checkpoint(without, args):
    return args.work / f"network-{'-'.join(('without',) + without) if without else 'all'}.pt"


def trained(without, both, families, args):
    kept = checkpoint(without, args)
    torch.manual_seed(SEED)
    model = Network()
    chosen = np.flatnonzero(~np.isin(families, [list(FAMILIES).index(f) for f in without]))
    steps = len(chosen) // PAIRS
    adam = torch.optim.AdamW(model.parameters(), PEAK, weight_decay=0.02)
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, PEAK, total_steps=steps * args.epochs, pct_start=0.2)
    epoch, spent = 0, 0.0
    if kept.exists():
        state = torch.load(kept)
        model.load_state_dict(state["model"]); adam.load_state_dict(state["adam"]); rate.load_state_dict(state["rate"])
        epoch, spent = state["epoch"], state["spent"]
    began = time.process_time() - spent
    while epoch < args.epochs:
        rng, total, right = np.random.default_rng((SEED, epoch)), 0.0, 0
        torch.manual_seed(SEED + epoch)
        model.train()
        order = rng.permutation(chosen)
        for step in range(steps):
            picked, start = np.sort(order[step * PAIRS:(step + 1) * PAIRS]), rng.integers(FRAMES - CROP + 1)
            batch = torch.from_numpy(both[picked, :, :, start:start + CROP].reshape(-1, 1, HIGH - LOW, CROP).astype(np.float32) / 10)
            wanted = torch.tensor([0.0, 1.0]).repeat(len(picked))
            said = model(batch)
            loss = nn.functional.binary_cross_entropy_with_logits(said, wanted)
            adam.zero_grad(); loss.backward(); adam.step(); rate.step()
            total += loss.item() / steps
            right += ((said > 0) == (wanted > 0)).sum().item()
        epoch += 1
        torch.save({"model": model.state_dict(), "adam": adam.state_dict(), "rate": rate.state_dict(), "epoch": epoch,
                    "spent": time.process_time() - began}, kept)
        print(json.dumps({"without": without, "epoch": epoch, "loss": round(total, 4), "right": round(right / (2 * PAIRS * steps), 3),
                          "cpuSeconds": round(time.process_time() - began)}), flush=True)
    return model.eval()


def export(model, path):
    torch.onnx.export(model, torch.zeros(1, 1, HIGH - LOW, FRAMES), str(path), opset_version=13, input_names=["patch"],
                      output_names=["logit"], dynamic_axes={"patch": {0: "patches"}, "logit": {0: "patches"}})
    onnx.checker.check_model(onnx.load(path))
    print(json.dumps({"onnx": path.name, "bytes": path.stat().st_size, "weights": sum(p.numel() for p in model.parameters())}))


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--work", type=pathlib.Path, required=True, help="folder for pairs, checkpoints and fetched music")
    options.add_argument("--music", type=pathlib.Path, help="folder with a folder for each package of TRAIN")
    options.add_argument("--epochs", type=int, default=EPOCHS)
    options.add_argument("--networks", type=int, default=len(LEFT_OUT), help="only the first so many of LEFT_OUT")
    options.add_argument("--out", type=pathlib.Path, help="where the network of all families goes, as ONNX")
    args = options.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    (args.work / "pairs").mkdir(parents=True, exist_ok=True)
    made = [pairs(i, track, args) for i, track in enumerate(tracks(TRAIN, args))]
    both, families = (np.concatenate([m[i] for m in made if len(m[1])]) for i in (0, 1))
    print(json.dumps({"pairs": len(both), **{f: int((families == i).sum()) for i, f in enumerate(FAMILIES)}}), flush=True)
    for without in LEFT_OUT[:args.networks]:
        model = trained(without, both, families, args)
        if args.out and not without: export(model, args.out)


if __name__ == "__main__":
    main()
