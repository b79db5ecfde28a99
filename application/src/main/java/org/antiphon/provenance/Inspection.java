package org.antiphon.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.provenance.Carrier.Fault;
import org.antiphon.provenance.Carrier.Store;
import org.antiphon.provenance.EnginePool.Outcome;
import org.antiphon.provenance.EngineReport.Code;
import org.antiphon.provenance.EngineReport.Codes;
import org.antiphon.provenance.ProvenanceReport.Basis;
import org.antiphon.provenance.ProvenanceReport.Place;
import org.antiphon.provenance.ProvenanceReport.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One look at one file: finds the carrier, asks the engine, checks the binding, applies the rules.
/// One use, one thread.
final class Inspection {
  private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
  private static final long WHOLE = 64L << 20;
  private static final String MISMATCH = "assertion.dataHash.mismatch";
  private static final String TRUSTED = "signingCredential.trusted";

  private final EnginePool pool;
  private final TrustSet trust;
  private final InstantSource clock;
  private final FileBytes file;
  private final Optional<Path> sidecar;
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private final List<Mark> marks = new ArrayList<>();
  private Place place = new Place("", "NONE", 0, 0, "");

  Inspection(
      EnginePool pool,
      TrustSet trust,
      InstantSource clock,
      FileBytes file,
      Optional<Path> sidecar) {
    this.pool = pool;
    this.trust = trust;
    this.clock = clock;
    this.file = file;
    this.sidecar = sidecar;
  }

  ProvenanceReport report() throws IOException {
    var carrier = new CarrierSearch(file).find();
    marks.addAll(MarkRules.of(carrier));
    place = new Place(carrier.container().name(), "NONE", 0, 0, "");
    if (!pool.present()) return unverified("engine.missing", "");
    if (carrier.stores().size() > 1) {
      place = embedded(carrier, carrier.stores().getFirst());
      return without(State.INVALID, "manifest.multiple", "");
    }
    if (carrier.fault() == Fault.LIMIT) return unverified("size.limit", "");
    if (carrier.fault() == Fault.DAMAGED)
      return carrier.stores().isEmpty()
          ? unverified("container.damaged", "")
          : without(State.INVALID, "manifest.damaged", "");
    if (carrier.container() == Container.JPEG) return whole(carrier, Optional.empty());
    if (!carrier.stores().isEmpty()) return embeddedStore(carrier, carrier.stores().getFirst());
    if (sidecar.isPresent()) return besideStore(carrier, sidecar.get());
    String remote = remote(carrier);
    if (!remote.isEmpty()) {
      place = new Place(carrier.container().name(), "REMOTE", 0, 0, Texts.shown(remote));
      return unverified("manifest.remote", remote);
    }
    return switch (carrier.container()) {
      case OTHER_SOUND -> unverified("container.unsupported", "");
      case UNKNOWN -> unverified(unknown(), "");
      default -> none();
    };
  }

  /// What a file is that begins as no kind of sound does.
  private String unknown() throws IOException {
    if (file.length() == 0) return "container.empty";
    return file.says(0, "PK\003\004") || file.says(0, "PK\005\006")
        ? "container.archive"
        : "container.unknown";
  }

  private static String remote(Carrier carrier) {
    return carrier.xmp().stream()
        .map(packet -> XmpPacket.of(packet).remote())
        .filter(address -> !address.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Place embedded(Carrier carrier, Store store) {
    return new Place(
        carrier.container().name(),
        carrier.container() == Container.SIDECAR ? "SIDECAR" : "EMBEDDED",
        store.jumbf().from(),
        store.jumbf().length(),
        "");
  }

  private ProvenanceReport embeddedStore(Carrier carrier, Store store) throws IOException {
    place = embedded(carrier, store);
    if (!carrier.container().readable()) return unverified("container.unsupported", "");
    if (store.jumbf().length() > StoreScan.LARGEST) return unverified("size.limit", "");
    byte[] jumbf = file.read(store.jumbf().from(), store.jumbf().length());
    var fault = StoreScan.fault(jumbf);
    if (fault.isPresent()) return refused(fault.get());
    if (carrier.container() == Container.MP4) return whole(carrier, Optional.of(jumbf));
    var asked = ask(jumbf, trust.all(), clock);
    if (asked.report().isEmpty()) return failed(asked);
    var report = asked.report().get();
    if (carrier.container() == Container.SIDECAR) return judged(report, Optional.empty(), jumbf);
    var binding = Binding.of(report);
    if (binding.isEmpty()) return whole(carrier, Optional.of(jumbf));
    boolean holds = binding.get().holds(file, Optional.of(store));
    return judged(holds ? bound(report) : report, Optional.of(store), jumbf);
  }

  private ProvenanceReport besideStore(Carrier carrier, Path path) throws IOException {
    byte[] jumbf;
    try (var bytes = new FileBytes(path)) {
      place = new Place(carrier.container().name(), "SIDECAR", 0, bytes.length(), "");
      if (bytes.length() > StoreScan.LARGEST) return unverified("size.limit", "");
      jumbf = bytes.read(0, bytes.length());
    }
    var fault = StoreScan.fault(jumbf);
    if (fault.isPresent()) return refused(fault.get());
    var asked = ask(jumbf, trust.all(), clock);
    if (asked.report().isEmpty()) return failed(asked);
    var report = asked.report().get();
    var binding = Binding.of(report);
    if (binding.isEmpty()) return unverified("container.unsupported", String.valueOf(path));
    boolean holds = binding.get().holds(file, Optional.empty());
    return judged(holds ? bound(report) : report, Optional.empty(), jumbf);
  }

  /// A file that cannot be split goes through the engine whole.
  private ProvenanceReport whole(Carrier carrier, Optional<byte[]> jumbf) throws IOException {
    if (file.length() > WHOLE) return unverified("size.limit", "");
    byte[] bytes = file.read(0, file.length());
    var asked = asked(pool.validateWhole(carrier.container().mime(), bytes, trust.all(), clock));
    boolean absent = jumbf.isEmpty() && asked.error().contains("JumbfNotFound");
    if (absent) return none();
    if (asked.report().isEmpty()) return failed(asked);
    var report = asked.report().get();
    var state = StateRule.of(report);
    if (state != StateRule.named(report.engineState()))
      LOG.warn("our rule says {}, the engine says {}", state, report.engineState());
    return judged(report, carrier.stores().stream().findFirst(), jumbf.orElse(bytes));
  }

  /// What came of asking the engine.
  ///
  /// @param error the engine's own; or the code of why it did not answer
  private record Asked(Optional<EngineReport> report, String code, String error) {}

  private Asked ask(byte[] store, String settings, InstantSource at) {
    return asked(pool.validateStore(store, settings, at));
  }

  private static Asked asked(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Broken broken -> new Asked(Optional.empty(), broken.code(), broken.detail());
      case Outcome.Answered(var answer) -> {
        if (answer.error().isPresent())
          yield new Asked(Optional.empty(), code(answer.error().get()), answer.error().get());
        var report = EngineReport.read(answer.json().orElse(""), answer.crJson().orElse(""));
        yield new Asked(report, report.isPresent() ? "" : "engine.answer", "");
      }
    };
  }

  /// The engine's errors, once a store was found: it alone says "not found" of a broken one.
  private static String code(String error) {
    if (error.contains("RemoteManifestUrl")) return "manifest.remote";
    if (error.contains("UnsupportedType")) return "container.unsupported";
    if (error.contains("InvalidAsset")) return "container.damaged";
    for (var part : List.of("Jumbf", "Claim", "Cbor", "Cose", "Assertion", "Hash"))
      if (error.contains(part)) return "manifest.damaged";
    return "engine.answer";
  }

  private ProvenanceReport failed(Asked asked) {
    return asked.code().equals("manifest.damaged")
        ? without(State.INVALID, asked.code(), asked.error())
        : unverified(asked.code(), asked.error());
  }

  private ProvenanceReport refused(String code) {
    return code.equals("manifest.damaged")
        ? without(State.INVALID, code, "")
        : unverified(code, "");
  }

  private ProvenanceReport unverified(String code, String where) {
    return without(State.UNVERIFIED, code, where);
  }

  private ProvenanceReport none() {
    return answer(
        new Verdict(State.NONE, byMarks(Source.UNKNOWN), Coverage.NONE),
        Anchor.NONE,
        true,
        List.of(),
        Optional.empty());
  }

  private ProvenanceReport without(State state, String code, String where) {
    found(Finding.of(code, where));
    return answer(
        new Verdict(state, byMarks(Source.UNKNOWN), Coverage.UNKNOWN),
        Anchor.NONE,
        false,
        List.of(),
        Optional.empty());
  }

  private static EngineReport bound(EngineReport report) {
    String url = report.urlOf(Binding.DATA);
    var failures = new ArrayList<>(report.codes().failure());
    failures.removeIf(each -> each.code().equals(MISMATCH) && each.url().equals(url));
    var successes = new ArrayList<>(report.codes().success());
    successes.add(new Code("assertion.dataHash.match", url, "data hash valid"));
    return report.withCodes(new Codes(successes, report.codes().informational(), failures));
  }

  /// @param again what a second look at the signer's trust is given
  private ProvenanceReport judged(EngineReport first, Optional<Store> carrier, byte[] again) {
    var report = first;
    var state = StateRule.of(report);
    boolean stamped = report.codes().succeeded("timeStamp.trusted");
    var manifests = Manifest.of(report, stamped);
    Anchor anchor = Anchor.NONE;
    if (report.codes().succeeded(TRUSTED)) {
      anchor = anchor(report, again, stamped ? manifests.getFirst().signedAt() : "");
      if (anchor == Anchor.NONE) report = distrusted(report);
      state = StateRule.of(report);
    }
    report.codes().failure().forEach(this::found);
    report.deltas().forEach(delta -> delta.codes().failure().forEach(this::found));
    report.codes().informational().forEach(this::found);
    report.codes().success().forEach(this::found);
    if (anchor != Anchor.NONE)
      found(Finding.of(anchor == Anchor.OWN ? "trust.own" : "trust.listed", ""));
    marks.addAll(MarkRules.of(report));
    var covered = coverage(report, carrier, state);
    var made = new SourceRule(report, anchor).result();
    made.notes().forEach(this::found);
    var source = source(made.source(), report, state);
    return answer(
        new Verdict(state, source, covered),
        state == State.TRUSTED ? anchor : Anchor.NONE,
        made.sourcesHold(),
        manifests,
        Optional.of(timeless(report.crJson()).toString()));
  }

  /// Whose root bears the signer: asked once more with the signers' roots alone, at the time of
  /// signing where a trusted stamp tells it.
  private Anchor anchor(EngineReport report, byte[] store, String signedAt) {
    if (trust.onlyOwn()) return Anchor.OWN;
    var at = InstantSource.fixed(time(signedAt).orElseGet(clock::instant));
    if (trust.hasOwn() && bears(trust.own(), report, store, at)) return Anchor.OWN;
    return bears(trust.listed(), report, store, at) ? Anchor.LISTED : Anchor.NONE;
  }

  private boolean bears(String settings, EngineReport report, byte[] store, InstantSource at) {
    var asked =
        place.container().equals(Container.JPEG.name())
            ? asked(pool.validateWhole(Container.JPEG.mime(), store, settings, at))
            : ask(store, settings, at);
    return asked
        .report()
        .filter(each -> each.active().equals(report.active()))
        .filter(each -> each.codes().succeeded(TRUSTED))
        .isPresent();
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty(); // held against the present then, which trusts less
    }
  }

  private EngineReport distrusted(EngineReport report) {
    found(Finding.of("trust.timeStampRoot", ""));
    var success = new ArrayList<>(report.codes().success());
    success.removeIf(each -> each.code().equals(TRUSTED));
    var failure = new ArrayList<>(report.codes().failure());
    failure.add(new Code("signingCredential.untrusted", report.active(), ""));
    return report.withCodes(new Codes(success, report.codes().informational(), failure));
  }

  private Coverage coverage(EngineReport report, Optional<Store> carrier, State state) {
    if (state == State.INVALID) return Coverage.UNKNOWN;
    var covered = CoverageRule.of(report, carrier);
    switch (covered.coverage()) {
      case PARTIAL -> found(Finding.of("coverage.partial", covered.ranges()));
      case UNKNOWN -> found(Finding.of("coverage.unknown", ""));
      case FULL, NONE -> {}
    }
    return covered.coverage();
  }

  /// A broken statement never says HUMAN; that it says AI is kept, as a weak sign where even its
  /// signature does not fit.
  private Source source(Source said, EngineReport report, State state) {
    if (state != State.INVALID) return byMarks(said);
    boolean signed =
        report.codes().succeeded("claimSignature.validated")
            && report.codes().failure().stream()
                .noneMatch(each -> each.code().equals("assertion.hashedURI.mismatch"));
    return byMarks(
        switch (said) {
          case AI -> signed ? Source.AI : Source.POSSIBLY_AI;
          case POSSIBLY_AI -> Source.POSSIBLY_AI;
          case HUMAN, UNKNOWN -> Source.UNKNOWN;
        });
  }

  /// Unsigned marks say something only where nothing signed does.
  private Source byMarks(Source said) {
    boolean machine = marks.stream().anyMatch(mark -> mark.weight() == Mark.Weight.POSSIBLY_AI);
    return said == Source.UNKNOWN && machine ? Source.POSSIBLY_AI : said;
  }

  private void found(Code code) {
    found(Finding.of(code.code(), code.url()));
  }

  /// Each code once.
  private void found(Finding finding) {
    findings.putIfAbsent(finding.code(), finding);
  }

  private ProvenanceReport answer(
      Verdict verdict,
      Anchor anchor,
      boolean sourcesHold,
      List<Manifest> manifests,
      Optional<String> crJson) {
    return new ProvenanceReport(
        verdict,
        anchor,
        sourcesHold,
        List.copyOf(findings.values()),
        marks,
        place,
        manifests,
        new Basis(pool.version(), trust.id()),
        crJson);
  }

  /// The time of asking is no part of what was found: the same file, engine and trust give the same
  /// answer again.
  private static JsonNode timeless(JsonNode crJson) {
    var copy = crJson.deepCopy();
    for (var manifest : copy.path("manifests"))
      if (manifest.path("validationResults") instanceof ObjectNode results)
        results.remove("validationTime");
    return copy;
  }
}
