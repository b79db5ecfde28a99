package org.antiphon.provenance;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unavailable;
import tools.jackson.databind.json.JsonMapper;

/// Writes a signed statement into an artist's original: WAV, MP3, FLAC or M4A. The same engine
/// signs that reads. The input is never touched, nothing is overwritten, and the output gets its
/// name only after it was read back and found to hold.
public final class Signer {
  private static final long LARGEST = 64L << 20;
  private static final String SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/";

  private final Provenance provenance;
  private final InstantSource clock;

  /// Signs with this engine.
  public Signer(Provenance provenance, InstantSource clock) {
    this.provenance = provenance;
    this.clock = clock;
  }

  /// What is stated.
  ///
  /// @param title as the statement names the recording
  /// @param sourceType IPTC code of how it was made, such as `digitalCreation`
  /// @param mayTrain whether machines may be trained on it
  public record Statement(String title, String sourceType, boolean mayTrain) {
    public Statement {
      if (SourceTypes.of(SOURCE + sourceType).isEmpty())
        throw new InvalidInput(
            "SOURCE_TYPE",
            "--source",
            "\"" + sourceType + "\" is no source type that is known here",
            "write digitalCreation, digitalCapture, humanEdits, composite, algorithmicMedia,"
                + " compositeWithTrainedAlgorithmicMedia or trainedAlgorithmicMedia");
    }

    String definition() {
      var json = JsonMapper.shared().createObjectNode();
      json.put("claim_version", 2).put("title", title);
      json.putArray("claim_generator_info").addObject().put("name", "Antiphon").put("version", "1");
      var assertions = json.putArray("assertions");
      var actions = assertions.addObject().put("label", "c2pa.actions.v2").put("created", true);
      actions
          .putObject("data")
          .putArray("actions")
          .addObject()
          .put("action", "c2pa.created")
          .put("digitalSourceType", SOURCE + sourceType);
      var mining = assertions.addObject().put("label", "cawg.training-mining").put("created", true);
      var entries = mining.putObject("data").putObject("entries");
      for (String use :
          List.of("cawg.ai_training", "cawg.ai_generative_training", "cawg.data_mining"))
        entries.putObject(use).put("use", mayTrain ? "allowed" : "notAllowed");
      return json.toString();
    }
  }

  /// Signs `in` into `out`, which must not exist.
  ///
  /// @return what reading it back said
  public ProvenanceReport sign(Path in, Path out, Signatory signatory, Statement statement)
      throws IOException {
    if (!provenance.hasEngine())
      throw new Unavailable(
          "NO_ENGINE",
          "c2pa",
          "the C2PA engine is not built",
          "install npm and start ./antiphon again");
    if (Files.exists(out)) throw taken(out);
    byte[] asset = asset(in);
    var container = container(in);
    byte[] signed = signed(in, asset, container, signatory, statement);
    var folder = out.toAbsolutePath().getParent();
    var partial = Files.createTempFile(folder, ".antiphon-signed", ".part");
    try {
      Files.write(partial, signed);
      var report = readBack(in, partial, signatory);
      Files.move(partial, out);
      return report;
    } catch (FileAlreadyExistsException e) {
      throw taken(out);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private byte[] asset(Path in) throws IOException {
    if (Files.size(in) > LARGEST)
      throw new Refused(
          "TOO_LARGE",
          in.toString(),
          "it is larger than the 64 MiB that can be signed",
          "sign a shorter or compressed version");
    return Files.readAllBytes(in);
  }

  private Container container(Path in) throws IOException {
    try (var bytes = new FileBytes(in)) {
      var carrier = new CarrierSearch(bytes).find();
      var container = carrier.container();
      if (!container.splits() && container != Container.MP4)
        throw new InvalidInput(
            "CONTAINER",
            in.toString(),
            "a statement cannot be written into this kind of file",
            "give a WAV, MP3, FLAC or M4A file");
      if (!carrier.stores().isEmpty())
        throw new Refused(
            "ALREADY_SIGNED",
            in.toString(),
            "it bears a statement, which a new one would replace",
            "sign the original that bears none");
      if (carrier.fault() != Carrier.Fault.NONE)
        throw new InvalidInput(
            "DAMAGED", in.toString(), "its frame is damaged", "export the original anew");
      return container;
    }
  }

  private byte[] signed(
      Path in, byte[] asset, Container container, Signatory signatory, Statement statement) {
    try {
      return provenance
          .pool()
          .sign(
              (instance, bytes) ->
                  instance.sign(
                      statement.definition(),
                      container.mime(),
                      bytes,
                      signatory.algorithm().c2pa(),
                      CoseSign1.RESERVED,
                      claim -> CoseSign1.of(signatory, claim)),
              asset,
              clock);
    } catch (ExecutionException e) {
      throw new Refused(
          "NOT_SIGNED",
          in.toString(),
          "the engine does not sign: " + Texts.shown(String.valueOf(e.getCause())),
          "the certificate needs digitalSignature, an authority key identifier, an organisation,"
              + " and the usage emailProtection or 1.3.6.1.4.1.62558.2.1",
          e);
    }
  }

  private ProvenanceReport readBack(Path in, Path signed, Signatory signatory) throws IOException {
    var trust = TrustSet.none().with(Map.of("signer", List.of(signatory.root())));
    var report = Provenance.with(provenance.pool(), () -> trust, clock).examineAlone(signed, clock);
    boolean holds =
        (report.state() == State.TRUSTED || report.state() == State.VALID_UNTRUSTED)
            && report.coverage() == Coverage.FULL;
    if (holds) return report;
    throw new Refused(
        "NOT_SIGNED",
        in.toString(),
        "the signed file does not hold when it is read back: "
            + report.findings().stream().map(Finding::code).toList(),
        "nothing was written; check the certificate");
  }

  private static Refused taken(Path out) {
    return new Refused(
        "EXISTS", out.toString(), "there is a file of this name", "give another --out");
  }
}
