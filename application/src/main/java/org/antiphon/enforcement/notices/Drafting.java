package org.antiphon.enforcement.notices;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antiphon.blobs.Blobs;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.Recording;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.RegisteredMark;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseSources;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.intake.Upload;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.problem.Refused;

/// Draws up the notice of a case for one person to sign.
///
/// The signature block (name, time, key) is *inside* the bytes: it names the person and the minute
/// of the draft, so the hash that the person is shown, attests, and that leaves the house is one
/// and the same. Drawn up for somebody else, or anew, it is another document with another hash, and
/// an attestation over the old one is void.
public final class Drafting {
  private final Notices notices;
  private final Cases cases;
  private final CaseSources sources;
  private final Blobs blobs;
  private final Office office;
  private final InstantSource clock;

  /// Wires it; thread-safe.
  public Drafting(
      Notices notices,
      Cases cases,
      CaseSources sources,
      Blobs blobs,
      Office office,
      InstantSource clock) {
    this.notices = notices;
    this.cases = cases;
    this.sources = sources;
    this.blobs = blobs;
    this.office = office;
    this.clock = clock;
  }

  /// Draws up, or draws up again.
  ///
  /// @throws Refused NOT_READY, NOT_AUTHORISED where no mandate names the person, ALREADY_NOTICED,
  ///   or ELEMENT_MISSING naming the element
  public Notice draft(CaseId id, Signer signer) {
    return notices
        .database()
        .inTransaction(() -> {
          var about = cases.lock(id);
          if (about.state() != CaseState.READY)
            throw new Refused(
                "NOT_READY",
                "case " + id,
                "it is " + about.state(),
                "only a READY case can be signed");
          var basis = about.ground().basis();
          var mark = basis == Basis.TRADEMARK ? Optional.of(marked(about, signer)) : NO_MARK;
          if (about.recordings().isEmpty() && !basis.isOfAPerson() && mark.isEmpty())
            throw new Refused(
                "NO_NOTICE_FORM",
                "case " + id,
                "there is no form of notice for " + basis,
                "decide the case as no case, or close it");
          var works = works(about);
          var mandates = mandates(about, works, signer);
          var person =
              basis.isOfAPerson() ? Optional.of(claimed(about, signer)) : Optional.<Claimed>empty();
          var slot = slot(about);
          return put(
              about,
              slot,
              new Ingredients(
                  about, upload(about), works, mandates, cases.segments(id), person, mark),
              signer);
        });
  }

  /// What a document is made of.
  record Ingredients(
      Case about,
      Upload upload,
      Map<RecordingId, Facts.Work> works,
      Map<RecordingId, Mandate> mandates,
      List<Case.Segment> segments,
      Optional<Claimed> person,
      Optional<Marked> mark) {
    Basis basis() {
      return about.ground().basis();
    }

    List<Mandate> allMandates() {
      return Stream.of(
              mandates.values().stream(),
              person.stream().map(Claimed::mandate),
              mark.stream().map(Marked::mandate))
          .flatMap(each -> each)
          .toList();
    }

    Map<RecordingId, Recording> recordings() {
      return works.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().recording()));
    }
  }

  /// Whom the upload passes itself off as.
  record Claimed(Mandate mandate, List<ClaimFound> findings) {
    String name() {
      return mandate.owner();
    }
  }

  /// The registered mark that the upload uses, and its owner.
  record Marked(Mandate mandate, RegisteredMark mark) {
    String owner() {
      return mandate.owner();
    }
  }

  private static final Optional<Marked> NO_MARK = Optional.empty();

  private record Slot(NoticeId id, int round) {}

  private Notice put(Case about, Slot slot, Ingredients of, Signer signer) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String evidence = evidence(of);
    var json =
        new NoticeJson(office, of, signer, now)
            .document(slot.id(), slot.round(), NoticeKey.of(slot.id(), slot.round()), evidence);
    byte[] document = CanonicalJson.of(json);
    Elements.require(TextForm.read(document));
    var mandate = of.allMandates().getFirst();
    var notice =
        new Notice(
            slot.id(),
            about.id(),
            NoticeState.DRAFTED,
            new Notice.Target(
                about.target().platform(), about.target().externalId(), about.target().upload()),
            about.ground().basis(),
            slot.round(),
            NoticeKey.of(slot.id(), slot.round()),
            CanonicalJson.sha256(document),
            evidence,
            new Notice.Signing(
                signer.person(),
                joined(of.allMandates().stream().map(Mandate::id).toList()),
                mandate.documentSha256().orElse(""),
                now,
                Optional.empty(),
                Optional.empty()),
            Optional.empty(),
            now);
    return notices.draft(notice, document, Actor.person("attester", signer.person().toString()));
  }

  private static String joined(List<String> ids) {
    return ids.stream().distinct().sorted().collect(Collectors.joining(","));
  }

  private Upload upload(Case about) {
    return sources
        .upload(about.target().upload())
        .orElseThrow(() ->
            new Refused("UPLOAD_GONE", "case " + about.id(), "the upload is gone", "close it"));
  }

  private Map<RecordingId, Facts.Work> works(Case about) {
    var works = new LinkedHashMap<RecordingId, Facts.Work>();
    for (var id : about.recordings())
      works.put(
          id,
          sources
              .work(id)
              .orElseThrow(() ->
                  new Refused(
                      "NO_MANDATE",
                      "recording " + id,
                      "it left the catalogue",
                      "refuse the case")));
    return works;
  }

  /// For each recording a mandate of the owner that holds today, has its document, and names the
  /// person (R19).
  private Map<RecordingId, Mandate> mandates(
      Case about, Map<RecordingId, Facts.Work> works, Signer signer) {
    LocalDate today = today();
    var mandates = new LinkedHashMap<RecordingId, Mandate>();
    works.forEach((id, work) ->
        mandates.put(
            id,
            Mandates.letting(about.ground().basis(), work, signer.name(), signer.email(), today)
                .orElseThrow(() ->
                    new Refused(
                        "NOT_AUTHORISED",
                        "case " + about.id() + ", recording " + id,
                        "no mandate with a document names this person as an attester",
                        "add the person to the mandate, or let another attester sign"))));
    return mandates;
  }

  private Claimed claimed(Case about, Signer signer) {
    String artist = about.ground().owner();
    var mandate =
        Mandates.letting(
                about.ground().basis(),
                sources.artistMandates(artist),
                signer.name(),
                signer.email(),
                today())
            .orElseThrow(() -> Mandates.refused(about.id(), about.ground().basis(), artist));
    var assessment = sources.assessment(about.origin().assessment()).orElseThrow();
    return new Claimed(mandate, ClaimFound.of(assessment, artist));
  }

  private Marked marked(Case about, Signer signer) {
    String artist = about.ground().owner();
    var mandate =
        Mandates.letting(
                Basis.TRADEMARK,
                sources.artistMandates(artist),
                signer.name(),
                signer.email(),
                today())
            .orElseThrow(() -> Mandates.refused(about.id(), Basis.TRADEMARK, artist));
    var mark =
        sources
            .artist(artist)
            .flatMap(it -> it.rights().markIn(upload(about).credits().names()))
            .orElseThrow(() ->
                new Refused(
                    "MARK_NOT_VALID",
                    "case " + about.id() + ", artist " + artist,
                    "the roster holds no mark that stands in the upload's credits",
                    "look at the roster's marks, or decide that it is no case"));
    return new Marked(mandate, mark);
  }

  private LocalDate today() {
    return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /// The draft of this case, or a new round. A draft of a case that can no longer be signed gives
  /// its place up.
  private Slot slot(Case about) {
    var target = about.target();
    int round = 1;
    for (var notice :
        notices.ofTarget(target.platform(), target.externalId(), about.ground().basis())) {
      boolean draft = notice.state() == NoticeState.DRAFTED;
      if (draft && notice.about().equals(about.id())) return new Slot(notice.id(), notice.round());
      if (draft && cases.get(notice.about()).state() != CaseState.READY)
        notices.move(notice.id(), NoticeState.CANCELLED, Actor.system(), "CASE_CLOSED");
      else if (!notice.state().isOver())
        throw new Refused(
            "ALREADY_NOTICED",
            "case " + about.id(),
            "notice " + notice.id() + " against the same upload is " + notice.state(),
            "wait for its end");
      round = Math.max(round, notice.round() + 1);
    }
    return new Slot(new NoticeId(UuidV7.next(clock)), round);
  }

  /// Stores the manifest, and the assessment that it names, as blobs.
  private String evidence(Ingredients of) {
    var assessment = sources.assessment(of.about().origin().assessment()).orElseThrow();
    byte[] manifest =
        CanonicalJson.of(new EvidenceManifest(of, assessment, sources, notices.database()).json());
    try {
      blobs.put(new ByteArrayInputStream(assessment.json().getBytes(StandardCharsets.UTF_8)));
      return blobs.put(new ByteArrayInputStream(manifest)).sha256();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
