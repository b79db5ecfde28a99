package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.audio.AudioLimits;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.audio.Fpcalc;
import org.antiphon.examination.FingerprintMaker;
import org.antiphon.examination.InputPaths;
import org.antiphon.examination.Listener;
import org.antiphon.fingerprint.FingerprintFile;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.SigningKey;
import org.antiphon.problem.InvalidInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `catalogue fingerprint FILE -o X.afp`.
@Command(
    name = "fingerprint",
    description = "Writes a file's fingerprint, signed: partners get it in place of the sound.",
    footer = {"", "Example: ./antiphon catalogue fingerprint master.flac -o master.afp"})
final class CatalogueFingerprint implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "FILE", description = "A file of sound.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      required = true,
      description = "Where to write it, such as master.afp.")
  private Path out = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "afp, or chromaprint: what AcoustID takes, by fpcalc (default: ${DEFAULT-VALUE}).")
  private String format = "afp";

  CatalogueFingerprint(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var settings = kit.settings(options);
    var console = kit.console(options);
    InputPaths.check(List.of(file));
    if (format.equals("chromaprint")) return exportChromaprint(console);
    if (!format.equals("afp"))
      throw new InvalidInput(
          "OPTION", "--format", "\"" + format + "\" is not known", "write afp or chromaprint");
    var codec = CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(1);
    var key =
        new KeyFolder(settings.data().resolve("keys"))
            .signingKey("fingerprint", "antiphon/fingerprint");
    try (var reader = new AudioReader(codec)) {
      var listener = new Listener(reader, LandmarkParameters.current(), AudioLimits.standard());
      var made = new FingerprintMaker(listener).make(file, kit.surroundings().clock().instant());
      byte[] bytes = made.write(signer(key));
      Files.write(out, bytes);
      console.say(
          "%s: %.1f s, %,d peaks, %,d bytes, signed by %s"
              .formatted(
                  out, made.peaks().seconds(), made.peaks().size(), bytes.length, name(bytes)));
      console.json(
          Console.object("catalogue-fingerprint/1")
              .put("file", out.toString())
              .put("seconds", RecordingJson.seconds(made.peaks().seconds()))
              .put("peaks", made.peaks().size())
              .put("bytes", bytes.length)
              .put("signer", name(bytes)));
    }
    return ExitCode.DONE;
  }

  /// The object that `fpcalc -json` prints. Not signed: AcoustID takes it from anybody.
  private int exportChromaprint(Console console) throws IOException {
    var path = kit.surroundings().environment().getOrDefault("PATH", "");
    String json = Fpcalc.find(Fpcalc.folders(path)).acoustId(file);
    Files.writeString(out, json + "\n");
    console.say(out + ": Chromaprint, for exchange with AcoustID; it proves nothing here");
    console.json(
        Console.object("catalogue-fingerprint/1")
            .put("file", out.toString())
            .put("format", "chromaprint")
            .put("bytes", Files.size(out)));
    return ExitCode.DONE;
  }

  /// Read back as a partner would: what was written can be read.
  private String name(byte[] bytes) {
    return FingerprintFile.read(bytes, out.toString()).signer();
  }

  private static FingerprintFile.Signer signer(SigningKey key) {
    return new FingerprintFile.Signer() {
      @Override
      public byte[] publicKey() {
        return key.verifying().key();
      }

      @Override
      public byte[] sign(byte[] message) {
        return key.sign(message);
      }
    };
  }
}
