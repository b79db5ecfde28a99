#!/usr/bin/python3
"""Says what the codecs of decoders.py are worth: how far from the music, what `detect` and `identify` make of it.

    python3 training/score.py --work DIR [--half fresh] [--seconds 30] [--only NAME] [--antiphon "./antiphon"]

DIR is the folder that decoders.py left its checkpoints in.  Each excerpt of samples/ (none of them trained on) goes, from
its first second on, through each codec and is delivered as WAV at the codec's rate, MP3 and Opus; the excerpts themselves
are delivered likewise, as the control.  Prints the tables of docs/measurements/decoders.md.
"""
import argparse, json, pathlib, shlex, subprocess
import decoders  # first: it sets what numpy reads when it is loaded
import numpy as np
import soundfile
import torch

ROOT = decoders.ROOT
DELIVERIES = (("WAV", "wav", ()), ("MP3 128k", "mp3", ("-ar", "44100", "-b:a", "128k")),
              ("Opus 96k", "opus", ("-ar", "48000", "-b:a", "96k")))


def excerpt(sample, rate, seconds):
    raw = subprocess.run(["ffmpeg", "-v", "error", "-ss", "1", "-t", str(seconds), "-i", sample, "-ac", "1", "-ar", str(rate),
                          "-f", "f32le", "-"], check=True, capture_output=True).stdout
    return np.frombuffer(raw, np.float32).copy()


def asked(args, *command):
    """The product's answers, one a line, by file name."""
    run = subprocess.run(shlex.split(args.antiphon) + list(command), cwd=ROOT, capture_output=True, text=True)
    answers = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    if not answers: raise SystemExit(run.stderr)
    return {pathlib.Path(answer["file"]).stem: answer for answer in answers}


def delivered(sounds, rate, folder):
    for name, sound in sounds.items():
        sound = sound * min(1, 0.97 / np.abs(sound).max())
        soundfile.write(folder / (name + ".wav"), sound, rate)
        for _, extension, options in DELIVERIES[1:]:
            subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", folder / (name + ".wav"), *options,
                            folder / (name + "." + extension)], check=True)


def row(args, label, folder, names):
    for delivery, extension, _ in DELIVERIES:
        files = [str(folder / f"{name}.{extension}") for name in names]
        looks = asked(args, "detect", "--json", *files)
        works = [f for f in files if "catalogue+" in f]
        found = asked(args, "identify", "--json", "--catalogue", str(ROOT / "samples/catalogue"), *files)
        right = sum(any(m["recording"]["title"] == pathlib.Path(f).stem.split("+")[1]
                        for m in found[pathlib.Path(f).stem]["matches"]) for f in works)
        wrong = sum(any(m["recording"]["title"] != pathlib.Path(f).stem.split("+")[1]
                        for m in found[pathlib.Path(f).stem]["matches"]) for f in files)
        scores = sorted(look.get("score") or 0.0 for look in looks.values())
        made = sum(look["verdict"] == "MACHINE_MADE" for look in looks.values())
        print(f"| {label} | {delivery} | {made} of {len(files)} | {np.median(scores):.1f} ({scores[0]:.1f}-{scores[-1]:.1f}) |"
              f" {right} of {len(works)} | {wrong} |", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--work", type=pathlib.Path, required=True)
    options.add_argument("--seconds", type=float, default=30)
    options.add_argument("--half", choices=("tuned", "fresh"), help="only the samples that the settings were chosen on (every "
                         "other from the first), or only those that nobody looked at")
    options.add_argument("--only")
    options.add_argument("--antiphon", default="./antiphon")
    args = options.parse_args()
    torch.set_num_threads(1)
    samples = sorted((ROOT / "samples").glob("*/*.opus"))
    samples = {None: samples, "tuned": samples[::2], "fresh": samples[1::2]}[args.half]
    print("| model | delivery | MACHINE_MADE | S: median (range) | recognised | as another |\n| --- | --- | --- | --- | --- | --- |")
    distances = {}
    for name, rate, strides, bands, *_ in decoders.SPECS:
        if args.only not in (None, name): continue
        model, stride = decoders.Codec(strides, bands).eval(), int(np.prod(strides))
        model.load_state_dict(torch.load(args.work / (name + ".pt"))["model"])
        folder = args.work / "made" / name
        folder.mkdir(parents=True, exist_ok=True)
        sounds, away = {}, []
        for sample in samples:
            sound = excerpt(sample, rate, args.seconds)
            sound = torch.tensor(sound[:len(sound) // stride * stride])
            with torch.no_grad():
                made = model(sound[None, None])[0]
                away.append((decoders.distance(made, sound[None]).item(),
                             10 * np.log10((sound ** 2).mean() / ((made - sound) ** 2).mean())))
            sounds[f"{sample.parent.name}+{sample.stem}"] = made[0].numpy()
        distances[name] = np.array(away)
        delivered(sounds, rate, folder)
        row(args, name, folder, sounds)
    folder = args.work / "made" / "none"
    folder.mkdir(parents=True, exist_ok=True)
    sounds = {f"{s.parent.name}+{s.stem}": excerpt(s, 44100, args.seconds) for s in samples}
    delivered(sounds, 44100, folder)
    row(args, "none", folder, sounds)
    for name, away in distances.items():
        print(f"{name}: multi-scale STFT distance {away[:, 0].mean():.3f} ({away[:, 0].min():.3f}-{away[:, 0].max():.3f}), "
              f"signal to difference {away[:, 1].mean():.1f} dB ({away[:, 1].min():.1f}-{away[:, 1].max():.1f})")


if __name__ == "__main__":
    main()
