package org.antiphon.enforcement.cases;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.basis.PlatformProfile;
import org.antiphon.enforcement.basis.Standing;
import org.antiphon.enforcement.basis.UploadFact;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.CopyFact;
import org.antiphon.examination.Signs;
import org.antiphon.intake.Upload;

/// Puts together, as values, what the rules look at.
final class FactsGathering {
  private final CaseSources sources;
  private final CaseTable table;
  private final Instant now;

  FactsGathering(CaseSources sources, CaseTable table, Instant now) {
    this.sources = sources;
    this.table = table;
    this.now = now;
  }

  Facts facts(Upload upload, Assessment assessment) {
    var works = new HashMap<RecordingId, Facts.Work>();
    for (var copy : assessment.copies())
      sources.work(copy.recording()).ifPresent(work -> works.put(copy.recording(), work));
    var picture = assessment.signs().picture();
    picture
        .map(Signs.Picture::recording)
        .ifPresent(id -> sources.work(id).ifPresent(work -> works.put(id, work)));
    var rights = new ArrayList<Mandate>();
    assessment
        .signs()
        .identity()
        .ifPresent(identity -> rights.addAll(sources.nameMandates(identity.artist())));
    picture.flatMap(it -> artworkMandate(it, works)).ifPresent(rights::add);
    return new Facts(
        upload(upload),
        assessment.copies(),
        assessment.algorithm(),
        works,
        rights,
        findings(assessment, touched(assessment, works)));
  }

  private static Optional<Mandate> artworkMandate(
      Signs.Picture picture, Map<RecordingId, Facts.Work> works) {
    return Optional.ofNullable(works.get(picture.recording())).stream()
        .flatMap(work -> work.mandates().stream())
        .filter(mandate -> mandate.kind() == Mandate.Kind.ARTWORK)
        .findFirst();
  }

  private static List<Facts.Touched> touched(
      Assessment assessment, Map<RecordingId, Facts.Work> works) {
    return assessment.signs().picture().stream()
        .<Facts.Touched>map(picture ->
            new Facts.Touched.Artwork(
                artworkMandate(picture, works).map(Mandate::owner).orElse(picture.artist()),
                Optional.of(picture.recording())))
        .toList();
  }

  Standing standing(Case.Target target, Assessment assessment) {
    var uploaders = new HashMap<RecordingId, Integer>();
    assessment.copies().stream()
        .map(CopyFact::recording)
        .distinct()
        .forEach(id -> uploaders.put(id, table.uploadersOf(id)));
    return new Standing(
        table.priors(target),
        Map.copyOf(uploaders),
        paused(target, assessment),
        volume(target),
        Standing.Remedy.REMOVAL);
  }

  /// As above for a case that a person reviewed by itself: numbers no longer hold it.
  Standing reviewed(Case.Target target, Assessment assessment) {
    var all = standing(target, assessment);
    return new Standing(all.priors(), all.uploaders(), all.paused(), Optional.empty(), all.asked());
  }

  private Map<Basis, Standing.Paused> paused(Case.Target target, Assessment assessment) {
    var open = sources.pauses();
    if (open.isEmpty()) return Map.of();
    var now = new PausedNow(open);
    var recordings = assessment.copies().stream().map(CopyFact::recording).distinct().toList();
    var artist = assessment.signs().identity().map(Signs.Identity::artist).orElse("");
    var found = new EnumMap<Basis, Standing.Paused>(Basis.class);
    for (var basis : Basis.values())
      now.reason(target.platform(), basis, PausedNow.mandates(sources, basis, recordings, artist))
          .ifPresent(pause -> found.put(basis, new Standing.Paused(pause.code(), pause.inWords())));
    return found;
  }

  private Optional<Standing.Volume> volume(Case.Target target) {
    return switch (sources.watching()) {
      case NOT_AT_ALL -> Optional.empty();
      case WITH_A_SECOND -> Optional.of(table.volume(target, now));
      case ALONE -> {
        var counted = table.volume(target, now);
        yield Optional.of(
            new Standing.Volume(
                counted.today(), counted.median7(), counted.atUploader(), Integer.MAX_VALUE));
      }
    };
  }

  /// A platform without a section has no regime: the rules then ask a person.
  PlatformProfile platform(Upload upload) {
    String id = upload.platform().text();
    return sources
        .platform(id)
        .orElseGet(() -> new PlatformProfile(id, Set.of(), Set.of("*"), false));
  }

  static Case.Target target(Upload upload, Assessment assessment) {
    return new Case.Target(
        upload.platform().text(),
        upload.id().uuid(),
        upload.externalId(),
        upload.uploader().id(),
        assessment.blobSha256());
  }

  private static UploadFact upload(Upload upload) {
    var credits = upload.credits();
    return new UploadFact(
        upload.platform().text(),
        upload.externalId(),
        Optional.of(upload.publishedAt().atOffset(ZoneOffset.UTC).toLocalDate()),
        upload.seconds(),
        credits.title() + "\n" + credits.field("description").orElse(""),
        new UploadFact.Names(
            upload.uploader().id(),
            upload.uploader().name(),
            credits.field("distributor"),
            credits.label()));
  }

  private static Facts.Findings findings(Assessment assessment, List<Facts.Touched> touched) {
    var signs = assessment.signs();
    return new Facts.Findings(
        assessment.error(),
        0,
        signs.sound().map(FactsGathering::machineMade),
        signs.identity().map(FactsGathering::identity),
        Optional.empty(),
        signs.manifest().map(FactsGathering::provenance),
        touched);
  }

  /// The second sign that R1 asks for: a generator's own mark, or a decoder that no codec of
  /// delivery ends in.
  private static Facts.MachineMade machineMade(Signs.Sound sound) {
    return new Facts.MachineMade(sound.probability(), sound.wholeWork() || sound.generatorMark());
  }

  private static Facts.Identity identity(Signs.Identity identity) {
    return new Facts.Identity(
        Facts.Identity.Kind.valueOf(identity.conclusion()), identity.artist(), identity.finding());
  }

  /// A signer is ours where the certificate leads to a root that the operator added.
  private static Facts.Provenance provenance(Signs.Manifest manifest) {
    var state =
        switch (manifest.state()) {
          case "TRUSTED" -> Facts.Provenance.State.TRUSTED;
          case "INVALID" -> Facts.Provenance.State.INVALID;
          case "VALID_UNTRUSTED" -> Facts.Provenance.State.UNTRUSTED;
          default -> Facts.Provenance.State.MISSING;
        };
    return new Facts.Provenance(state, manifest.whole(), manifest.ours(), manifest.saysAi());
  }
}
