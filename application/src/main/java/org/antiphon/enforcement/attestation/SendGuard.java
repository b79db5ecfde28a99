package org.antiphon.enforcement.attestation;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.antiphon.catalogue.Authorisation;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.basis.LawBook;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseSources;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.cases.Finding;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.intake.Upload;
import org.antiphon.intake.UploadState;

/// The last look before the first byte leaves (R20): is everything that was signed still true?
/// Called inside the transaction that moves the notice to SENDING; changes nothing itself.
public final class SendGuard {
  /// An attestation older than this at first sending is stale (R19).
  public static final Duration HOLDS = Duration.ofDays(3);

  private final InstantSource clock;
  private final Cases cases;
  private final Notices notices;
  private final CaseSources sources;
  private final Function<Notice, Optional<String>> paused;

  /// Wires it; thread-safe.
  public SendGuard(InstantSource clock, Cases cases, Notices notices, CaseSources sources) {
    this(clock, cases, notices, sources, _ -> Optional.empty());
  }

  private SendGuard(
      InstantSource clock,
      Cases cases,
      Notices notices,
      CaseSources sources,
      Function<Notice, Optional<String>> paused) {
    this.paused = paused;
    this.clock = clock;
    this.cases = cases;
    this.notices = notices;
    this.sources = sources;
  }

  /// The same, which first asks why a notice must wait (R21).
  public SendGuard askingFirst(Function<Notice, Optional<String>> why) {
    return new SendGuard(clock, cases, notices, sources, why);
  }

  /// Asks everything again.
  public Clearance check(NoticeId id) {
    var notice = notices.get(id);
    var wait = paused.apply(notice);
    if (wait.isPresent()) return new Clearance.Later(wait.get());
    var about = cases.get(notice.about());
    return signature(notice)
        .or(() -> upload(about))
        .or(() -> rights(about))
        .or(() -> superseded(about))
        .<Clearance>map(overtaken -> overtaken)
        .orElseGet(Clearance.Go::new);
  }

  private Optional<Clearance.Overtaken> signature(Notice notice) {
    if (notice.signing().attestation().isEmpty() || !notices.intact(notice))
      return overtaken("DOCUMENT_CHANGED", "these bytes were not signed");
    boolean stale =
        notice.state() == NoticeState.QUEUED
            && notice
                .signing()
                .attestedAt()
                .filter(at -> at.plus(HOLDS).isAfter(clock.instant()))
                .isEmpty()
            && !notices.everSending(notice.id());
    return stale
        ? overtaken("ATTESTATION_STALE", "signed more than 72 hours ago and never sent")
        : Optional.empty();
  }

  private Optional<Clearance.Overtaken> upload(Case about) {
    var upload = sources.upload(about.target().upload());
    if (upload.isEmpty() || upload.get().state() == UploadState.GONE)
      return overtaken("UPLOAD_GONE", "the upload is gone");
    return upload
        .flatMap(Upload::audioSha256)
        .filter(audio -> !audio.equals(about.target().audioSha256()))
        .flatMap(_ -> overtaken("UPLOAD_CHANGED", "the upload has another sound now"));
  }

  private Optional<Clearance.Overtaken> rights(Case about) {
    LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    if (about.ground().basis().isOfAnArtist()) return name(about, today);
    for (var id : about.recordings()) {
      var work = sources.work(id);
      if (work.filter(it -> mandated(it, about.ground().basis(), today)).isEmpty())
        return overtaken("MANDATE_ENDED", "no mandate holds for recording " + id);
      if (isSetApart(work.get(), about))
        return overtaken("EXCLUDED_INTERVAL", "what was matched was set apart as not ours");
      var row = allowed(work.get(), about, today);
      if (row.isPresent())
        return overtaken("AUTHORISED", "allow-list row " + row.get().id() + " was added");
    }
    return Optional.empty();
  }

  private Optional<Clearance.Overtaken> name(Case about, LocalDate today) {
    String artist = about.ground().owner();
    if (sources.artistMandates(artist).stream()
        .noneMatch(it -> it.kind() == about.ground().basis().mandate() && it.holdsOn(today)))
      return overtaken(
          "MANDATE_ENDED",
          "no mandate holds for the %s of %s"
              .formatted(about.ground().basis().isOfAPerson() ? "name" : "marks", artist));
    return sources
        .permitted(sources.upload(about.target().upload()).orElseThrow(), artist)
        .flatMap(why -> overtaken("AUTHORISED", why));
  }

  /// Whether a stretch that was set apart leaves too little of what the case rests on.
  private boolean isSetApart(Facts.Work work, Case about) {
    if (!about.ground().basis().isOfSound() || work.exclusions().isEmpty()) return false;
    var matched =
        cases.segments(about.id()).stream()
            .filter(segment -> segment.recording().equals(work.recording().id()))
            .map(Case.Segment::reference)
            .toList();
    return !LawBook.bundled().leavesEnough(matched, work.exclusions());
  }

  private static boolean mandated(Facts.Work work, Basis basis, LocalDate today) {
    return work.mandates().stream()
        .anyMatch(it -> it.kind() == basis.mandate() && it.holdsOn(today));
  }

  private Optional<Authorisation> allowed(Facts.Work work, Case about, LocalDate today) {
    var upload = sources.upload(about.target().upload()).orElseThrow();
    return work.authorisations().stream().filter(row -> names(row, upload, today)).findFirst();
  }

  private static boolean names(Authorisation row, Upload upload, LocalDate day) {
    var names =
        switch (row.who()) {
          case UPLOADER -> Set.of(upload.uploader().id(), upload.uploader().name());
          case ACCOUNT -> Set.of(upload.uploader().id());
          case DISTRIBUTOR -> Set.copyOf(upload.credits().field("distributor").stream().toList());
          case LABEL_LINE -> Set.copyOf(upload.credits().label().stream().toList());
        };
    return names.stream().anyMatch(name -> row.covers(row.who(), name, row.territory(), day));
  }

  /// A newer examination that no longer finds what was signed, or a person who took back what they
  /// had found.
  private Optional<Clearance.Overtaken> superseded(Case about) {
    var basis = about.ground().basis();
    if (basis == Basis.COPIED_COMPOSITION)
      return sources.findings(about.target().upload()).stream()
              .filter(found -> found.kind() == Finding.Kind.SONG)
              .anyMatch(found -> about.recordings().contains(new RecordingId(found.about())))
          ? Optional.empty()
          : overtaken("SUPERSEDED", "the person who recognised the song took that back");
    var newest = cases.routedAssessment(about.target().upload());
    if (newest.isEmpty() || newest.get().equals(about.origin().assessment()))
      return Optional.empty();
    var anew = sources.assessment(newest.get());
    if (basis.isOfAnArtist())
      return anew.flatMap(assessment -> assessment.signs().identity())
              .filter(identity -> identity.conclusion().equals("IMPERSONATION"))
              .filter(identity -> identity.artist().equals(about.ground().owner()))
              .isPresent()
          ? Optional.empty()
          : overtaken("SUPERSEDED", "a newer examination does not find the claim");
    if (basis == Basis.COPIED_ARTWORK)
      return anew.flatMap(assessment -> assessment.signs().picture())
              .filter(picture -> about.recordings().contains(picture.recording()))
              .isPresent()
          ? Optional.empty()
          : overtaken("SUPERSEDED", "a newer examination does not find the picture");
    var found =
        anew.stream()
            .flatMap(assessment -> assessment.matches().stream())
            .map(copy -> copy.recording())
            .toList();
    for (RecordingId recording : about.recordings())
      if (!found.contains(recording))
        return overtaken("SUPERSEDED", "a newer examination does not find " + recording);
    return Optional.empty();
  }

  private static Optional<Clearance.Overtaken> overtaken(String code, String reason) {
    return Optional.of(new Clearance.Overtaken(code, reason));
  }
}
